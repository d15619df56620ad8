package crossforce.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.wire.NameUuid;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class CreationsTest {
  private final UUID id = UUID.randomUUID();

  @Test
  void the_same_call_again_is_answered_with_the_present_state() {
    assertThat(put(id, "kent", "text").asString()).isEqualTo("created");
    assertThat(put(id, "kent", "text").asString()).isEqualTo("was there");
    assertThat(events(id)).isEqualTo(1);
  }

  @Test
  void another_call_under_the_same_id_is_refused() {
    put(id, "kent", "text");

    var answer = put(id, "kent", "another text");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.asString()).contains("/problems/id-used-otherwise");
  }

  @Test
  void to_another_force_the_id_does_not_exist() {
    put(id, "kent", "text");

    var answer = put(id, "essex", "text");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.asString()).contains("/problems/not-found").doesNotContain("kent");
  }

  @Test
  void ids_that_are_not_random_are_refused() {
    var derived = put(NameUuid.of(id, "derived"), "kent", "text");
    var zero = put(new UUID(0, 0), "kent", "text");

    assertThat(derived.statusCode()).isEqualTo(422);
    assertThat(derived.asString()).contains("/problems/id-not-random");
    assertThat(zero.statusCode()).isEqualTo(422);
  }

  @Test
  void an_id_is_free_again_when_the_desk_refused() {
    var refused = put(id, "kent", "a text of more than twenty characters");
    assertThat(refused.statusCode()).isEqualTo(422);

    assertThat(put(id, "kent", "short").asString()).isEqualTo("created");
  }

  @Test
  void of_many_at_once_exactly_one_creates() throws Exception {
    var racers = 8;
    var barrier = new CyclicBarrier(racers);
    var answers = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(racers)) {
      var calls = new ArrayList<Callable<String>>();
      for (var racer = 0; racer < racers; racer++) {
        calls.add(() -> {
          barrier.await();
          return put(id, "kent", "text").asString();
        });
      }
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnlyOnce("created").contains("was there");
    assertThat(answers).containsOnly("created", "was there");
    assertThat(events(id)).isEqualTo(1);
  }

  private static long events(UUID id) {
    return TestDatabase.current().count("outbox where subject = '" + id + "'");
  }

  private static Response put(UUID id, String force, String text) {
    return given()
        .auth()
        .oauth2(Tokens.person("requester", force))
        .contentType(ContentType.JSON)
        .body("{\"text\":\"%s\",\"number\":1,\"colour\":\"red\"}".formatted(text))
        .put("/probes/" + id);
  }
}
