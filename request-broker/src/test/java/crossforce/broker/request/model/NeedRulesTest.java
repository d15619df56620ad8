package crossforce.broker.request.model;

import static crossforce.broker.request.model.Given.*;
import static crossforce.broker.request.model.RequestRefusal.*;

import crossforce.broker.request.model.RequestCommand.*;
import crossforce.contract.CapabilityCode;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent.*;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NeedRulesTest {
  private static final Need ONE_DOG = need(Priority.URGENT, line(1, DOG, 1, 1));
  private static final Need ONE_ARMED = need(Priority.URGENT, line(1, ARMED, 1, 1));

  @Test
  void a_need_is_checked_before_anybody_is_asked() {
    refused(need(Priority.URGENT), NO_LINES);
    refused(
        need(
            Priority.URGENT,
            IntStream.rangeClosed(1, 21)
                .mapToObj(n -> line(n, DOG, 1, 1))
                .toArray(Need.Line[]::new)),
        TOO_MANY_LINES);
    refused(need(Priority.URGENT, line(1, DOG, 1, 1), line(2, DOG, 1, 2)), CAPABILITY_TWICE);
    refused(need(Priority.URGENT, line(2, DOG, 1, 1)), LINES_MISNUMBERED);
    refused(need(Priority.URGENT, line(1, DOG, 0, 1)), QUANTITY_NOT_POSITIVE);
    refused(need(Priority.URGENT, line(1, DOG, -1, -1)), QUANTITY_NOT_POSITIVE);
    refused(need(Priority.URGENT, line(1, DOG, 2, 1)), LEAST_ABOVE_MOST);
    refused(need(Priority.URGENT, line(1, DOG, 1, 51)), QUANTITY_TOO_LARGE);
    refused(need(Priority.URGENT, line(1, new CapabilityCode("tank"), 1, 1)), UNKNOWN_CAPABILITY);
    refused(need(Priority.URGENT, line(1, RETIRED, 1, 1)), RETIRED_CAPABILITY);
    refused(with(ONE_DOG, hours(-9, 0)), WINDOW_PAST);
    refused(with(ONE_DOG, hours(1, 24 * 366 + 2)), WINDOW_TOO_LONG);
    refused(with(ONE_DOG, hours(24 * 365 * 6, 24 * 365 * 6 + 1)), WINDOW_TOO_FAR_AHEAD);
    refused(with(ONE_ARMED, Optional.<FirearmsAuthority>empty()), AUTHORITY_MISSING);
    refused(with(ONE_DOG, LegalBasis.S98), NO_OTHER_JURISDICTION);
    refused(with(ONE_DOG, Money.ZERO), SPENDING_LIMIT_OUT_OF_RANGE);
    refused(with(ONE_DOG, new Money(-1)), SPENDING_LIMIT_OUT_OF_RANGE);
    nothing()
        .when(new Submit(REQUEST, HOST, ONE_DOG, REQUESTER, false, false))
        .thenRefused(UNKNOWN_FORCE);
  }

  @Test
  void a_window_may_have_begun_a_quarter_of_an_hour_ago_and_earlier_when_agreed_by_telephone() {
    var begun = with(ONE_DOG, from(Duration.ofMinutes(-15)));
    var earlier = with(ONE_DOG, from(Duration.ofMinutes(-16)));
    nothing().when(submission(begun)).then(RequestSubmitted.class);
    refused(earlier, WINDOW_BEGAN_TOO_EARLY);
    var byTelephone = new Need.RecordedAfterwards("Force duty officer", NOW.minusSeconds(1800));
    nothing().when(submission(with(earlier, byTelephone))).then(RequestSubmitted.class);
    refused(
        with(earlier, new Need.RecordedAfterwards("Force duty officer", NOW.plusSeconds(1))),
        AGREED_LATER_THAN_NOW);
  }

  private static void refused(Need need, RequestRefusal why) {
    nothing().when(submission(need)).thenRefused(why);
  }

  private static TimeSlot hours(int from, int until) {
    return new TimeSlot(NOW.plus(Duration.ofHours(from)), NOW.plus(Duration.ofHours(until)));
  }

  private static TimeSlot from(Duration back) {
    return new TimeSlot(NOW.plus(back), NOW.plus(Duration.ofHours(2)));
  }
}
