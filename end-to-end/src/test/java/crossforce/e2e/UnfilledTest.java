package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crossforce.e2e.Patron.Intent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A request that found no help is believed as far as its trail explains it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnfilledTest {
  private static final String REQUEST = "6f1c1f0e-0000-4000-8000-00000000000a";

  @Test
  void what_its_people_declined_explains_it() {
    var unfilled =
        judge(
            Intent.DECLINE_FIRST,
            call("offer-declined", 1),
            call("offer-declined", 2),
            end("donor-declined", "not-staffed"));

    assertThat(unfilled.reasons()).containsExactly("donor-declined", "not-staffed");
    assertThat(unfilled.explained()).isTrue();
  }

  @Test
  void a_call_that_its_people_let_pass_explains_it() {
    assertThat(
            judge(Intent.IGNORE_FIRST, call("call-expired", 1), end("no-answer-in-time"))
                .explained())
        .isTrue();
  }

  @Test
  void only_the_first_call_of_a_line_is_lost_on_purpose() {
    assertThat(
            judge(
                    Intent.IGNORE_FIRST,
                    call("call-expired", 1),
                    call("call-expired", 1),
                    end("no-answer-in-time"))
                .explained())
        .isFalse();
  }

  @Test
  void a_hold_refused_beside_what_was_declined_is_not_explained() {
    assertThat(
            judge(
                    Intent.DECLINE_FIRST,
                    call("offer-declined", 1),
                    call("call-abandoned", 1),
                    end("donor-declined", "already-promised"))
                .explained())
        .isFalse();
  }

  @Test
  void a_call_that_expired_although_its_donor_answers_is_not_explained() {
    assertThat(judge(Intent.USE, call("call-expired", 1), end("no-answer-in-time")).explained())
        .isFalse();
  }

  @Test
  void a_pool_without_help_is_not_explained_by_anybody() {
    assertThat(judge(Intent.DECLINE_FIRST, end("not-staffed")).explained()).isFalse();
  }

  @Test
  void nobody_declines_unless_meant_to() {
    assertThatThrownBy(() -> judge(Intent.USE, call("offer-declined", 1), end("donor-declined")))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(REQUEST)
        .hasMessageContaining("donor-declined");
  }

  @Test
  void a_price_is_never_refused_by_who_pays_any() {
    assertThatThrownBy(() -> judge(Intent.DECLINE_FIRST, end("price-refused")))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("price-refused");
  }

  @Test
  void an_end_without_reasons_is_none() {
    assertThatThrownBy(() -> judge(Intent.USE, end())).isInstanceOf(Mismatch.class);
  }

  private static Unfilled judge(Intent intent, String... events) {
    var answer = "{\"events\":[" + String.join(",", events) + "]}";
    return Unfilled.of(REQUEST, intent, Trail.of(REQUEST, answer));
  }

  private static String call(String type, int line) {
    return """
    {"attributes":{"type":"%s"},"data":{"call":{"line":%d}}}\
    """
        .formatted(type, line);
  }

  private static String end(String... reasons) {
    var counted =
        "{\"reason\":\"" + String.join("\",\"assets\":1},{\"reason\":\"", reasons) + "\"}";
    return """
    {"attributes":{"type":"request-unable-to-fill"},\
    "data":{"shortfalls":[{"line":1,"reasons":[%s]}]}}\
    """
        .formatted(reasons.length == 0 ? "" : counted);
  }
}
