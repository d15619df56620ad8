package crossforce.registry.booking.model;

import static crossforce.contract.ShortfallReason.ACCREDITATION_LAPSED;
import static crossforce.contract.ShortfallReason.ALREADY_PROMISED;
import static crossforce.contract.ShortfallReason.HOME_COVER;
import static crossforce.contract.ShortfallReason.NOT_STAFFED;
import static crossforce.contract.ShortfallReason.NO_CANDIDATE;
import static crossforce.contract.ShortfallReason.NO_LEGAL_BASIS;
import static crossforce.contract.ShortfallReason.RESTING;
import static crossforce.contract.ShortfallReason.TOO_LATE;
import static crossforce.contract.ShortfallReason.UNAVAILABLE;
import static crossforce.registry.booking.model.Bookable.ARV;
import static crossforce.registry.booking.model.Bookable.ASSET;
import static crossforce.registry.booking.model.Bookable.BLOCKED;
import static crossforce.registry.booking.model.Bookable.BOOKING;
import static crossforce.registry.booking.model.Bookable.DONOR;
import static crossforce.registry.booking.model.Bookable.DUTY;
import static crossforce.registry.booking.model.Bookable.HOLD;
import static crossforce.registry.booking.model.Bookable.NOW;
import static crossforce.registry.booking.model.Bookable.OTHER;
import static crossforce.registry.booking.model.Bookable.REQUEST;
import static crossforce.registry.booking.model.Bookable.UNTIL;
import static crossforce.registry.booking.model.Bookable.accreditedUntil;
import static crossforce.registry.booking.model.Bookable.deployed;
import static crossforce.registry.booking.model.Bookable.free;
import static crossforce.registry.booking.model.Bookable.home;
import static crossforce.registry.booking.model.Bookable.lentOn;
import static crossforce.registry.booking.model.Bookable.occupation;
import static crossforce.registry.booking.model.Bookable.slot;
import static crossforce.registry.booking.model.Bookable.staffed;
import static crossforce.registry.booking.model.Bookable.taken;
import static crossforce.registry.booking.model.Bookable.unknown;
import static crossforce.registry.booking.model.Bookable.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingEnded;
import crossforce.contract.registry.AssetEvent.BookingEvent;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.registry.booking.model.Booking.Cancelled;
import crossforce.registry.booking.model.Booking.Committed;
import crossforce.registry.booking.model.Booking.Held;
import crossforce.registry.booking.model.Booking.None;
import crossforce.registry.booking.model.Booking.Promise;
import crossforce.registry.booking.model.BookingCommand.Commit;
import crossforce.registry.booking.model.BookingCommand.GiveUp;
import crossforce.registry.booking.model.BookingCommand.Hold;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import crossforce.registry.booking.model.BookingCommand.Return;
import crossforce.registry.booking.model.BookingCommand.StandDown;
import crossforce.registry.booking.model.Occupation.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BookingRulesTest {
  private static final Promise PROMISE = new Promise(BOOKING, ASSET, REQUEST, DUTY, BLOCKED);
  private static final Booking NOTHING = new None();
  private static final Booking HELD = new Held(PROMISE, UNTIL);
  private static final Booking COMMITTED = new Committed(PROMISE);
  private static final TimeSlot BEFORE = new TimeSlot(NOW, BLOCKED.from());
  private static final TimeSlot WITHIN = DUTY;
  private static final Occupation OWN_HOLD = Occupation.held(BOOKING.value(), BLOCKED, UNTIL);

  @Test
  void time_that_is_free_is_set_aside() {
    given(NOTHING, free())
        .when(HOLD)
        .then(new BookingHeld(ASSET, BOOKING, REQUEST, DUTY, BLOCKED, UNTIL));
  }

  @Test
  void preparation_and_rest_are_inside_what_is_blocked_whatever_was_asked_for() {
    given(NOTHING, free())
        .when(hold(DUTY, DUTY))
        .then(
            new BookingHeld(
                ASSET,
                BOOKING,
                REQUEST,
                DUTY,
                DUTY.widenedBy(Duration.ofMinutes(10), Duration.ofHours(11)),
                UNTIL));
  }

  @Test
  void an_asset_that_nobody_knows_or_lends_is_no_candidate() {
    given(NOTHING, unknown()).when(HOLD).thenNoHold(NO_CANDIDATE);
    given(NOTHING, withdrawn()).when(HOLD).thenNoHold(NO_CANDIDATE);
  }

  @Test
  void an_asset_of_another_force_or_capability_is_no_candidate() {
    given(NOTHING, free()).when(holdOf(new ForceId("kent"), ARV)).thenNoHold(NO_CANDIDATE);
    given(NOTHING, free())
        .when(holdOf(DONOR, new CapabilityCode("drone-team")))
        .thenNoHold(NO_CANDIDATE);
  }

  @Test
  void an_accreditation_must_hold_on_the_last_day_of_the_duty() {
    given(NOTHING, accreditedUntil(LocalDate.of(2026, 6, 6)))
        .when(HOLD)
        .thenNoHold(ACCREDITATION_LAPSED);
    given(NOTHING, accreditedUntil(LocalDate.of(2026, 6, 7))).when(HOLD).thenHeld();
  }

  @Test
  void a_crew_must_be_there_through_the_whole_duty() {
    var saturday = List.of(DayOfWeek.SATURDAY);
    var early = new DutyHours(saturday, LocalTime.of(6, 0), LocalTime.of(14, 0));
    var late = new DutyHours(saturday, LocalTime.of(14, 0), LocalTime.of(22, 0));

    given(NOTHING, staffed(early)).when(HOLD).thenNoHold(NOT_STAFFED);
    given(NOTHING, staffed(early, late)).when(HOLD).thenHeld();
  }

  @Test
  void what_takes_the_time_is_named() {
    given(NOTHING, taken(occupation(Kind.HELD, WITHIN))).when(HOLD).thenNoHold(ALREADY_PROMISED);
    given(NOTHING, taken(occupation(Kind.COMMITTED, WITHIN)))
        .when(HOLD)
        .thenNoHold(ALREADY_PROMISED);
    given(NOTHING, taken(occupation(Kind.UNAVAILABLE, WITHIN))).when(HOLD).thenNoHold(UNAVAILABLE);
    given(NOTHING, taken(occupation(Kind.RESTING, WITHIN))).when(HOLD).thenNoHold(RESTING);
  }

  @Test
  void what_ends_when_the_booking_begins_is_not_in_the_way() {
    given(NOTHING, taken(occupation(Kind.COMMITTED, BEFORE))).when(HOLD).thenHeld();
  }

  @Test
  void a_deployment_that_is_overdue_is_in_the_way_until_it_could_be_back_and_rested() {
    // Given a deployment whose blocked time ended an hour ago, and 12 hours to come back and rest.
    var yesterday =
        new Promise(
            BOOKING,
            ASSET,
            REQUEST,
            slot("2026-06-05T10:00:00Z", "2026-06-05T19:00:00Z"),
            slot("2026-06-05T09:00:00Z", "2026-06-06T07:00:00Z"));

    var overdue = Occupation.deployed(yesterday, yesterday.blocked().from(), NOW);

    given(NOTHING, taken(overdue)).when(HOLD).thenNoHold(ALREADY_PROMISED);
    var tomorrow = slot("2026-06-07T10:00:00Z", "2026-06-07T18:00:00Z");
    given(NOTHING, taken(overdue)).when(hold(tomorrow, tomorrow)).thenHeld();
  }

  @Test
  void an_owner_lends_only_on_the_law_that_it_names() {
    given(NOTHING, lentOn(LegalBasis.S22A)).when(HOLD).thenNoHold(NO_LEGAL_BASIS);
  }

  @Test
  void lending_never_goes_below_home_cover() {
    given(NOTHING, home(1, Map.of(ASSET, List.of()))).when(HOLD).thenNoHold(HOME_COVER);
    given(NOTHING, home(1, Map.of(ASSET, List.of(), OTHER, List.of()))).when(HOLD).thenHeld();
  }

  @Test
  void home_cover_is_kept_at_every_instant_of_the_range() {
    // Given the only other asset is away for one minute of it.
    var minute = slot("2026-06-07T03:00:00Z", "2026-06-07T03:01:00Z");
    var away = List.of(occupation(Kind.COMMITTED, minute));

    given(NOTHING, home(1, Map.of(ASSET, List.of(), OTHER, away)))
        .when(HOLD)
        .thenNoHold(HOME_COVER);
  }

  @Test
  void a_hold_that_could_lapse_at_once_is_too_late() {
    given(NOTHING, free()).at(UNTIL).when(HOLD).thenNoHold(TOO_LATE);
  }

  @Test
  void an_order_in_time_is_promised() {
    given(HELD, free()).when(ordered(NOW)).then(new BookingCommitted(ASSET, BOOKING, REQUEST));
  }

  @Test
  void an_order_is_judged_by_when_it_was_placed_and_not_by_when_we_learn_of_it() {
    given(HELD, free())
        .at(UNTIL.plusSeconds(60))
        .when(ordered(UNTIL.minusSeconds(1)))
        .then(new BookingCommitted(ASSET, BOOKING, REQUEST));
    given(HELD, free()).when(ordered(UNTIL)).thenNotCommitted(TOO_LATE);
  }

  @Test
  void an_order_on_time_that_was_given_up_is_too_late() {
    given(new Cancelled(PROMISE), free()).when(ordered(NOW)).thenNotCommitted(TOO_LATE);
  }

  @Test
  void an_accreditation_taken_away_since_the_hold_stops_the_promise_and_frees_the_time() {
    given(HELD, accreditedUntil(LocalDate.of(2026, 1, 1)))
        .when(ordered(NOW))
        .thenNotCommitted(ACCREDITATION_LAPSED)
        .leaving(new Cancelled(PROMISE));
  }

  @Test
  void an_owner_that_needs_its_asset_since_the_hold_is_not_overruled() {
    given(HELD, taken(occupation(Kind.UNAVAILABLE, WITHIN)))
        .when(ordered(NOW))
        .thenNotCommitted(UNAVAILABLE);
  }

  @Test
  void a_home_that_fell_below_its_cover_since_the_hold_stops_the_promise_and_frees_the_time() {
    // Given the only asset that stayed at home fell ill.
    var ill = List.of(occupation(Kind.UNAVAILABLE, WITHIN));

    given(HELD, home(1, Map.of(ASSET, List.of(OWN_HOLD), OTHER, ill)))
        .when(ordered(NOW))
        .thenNotCommitted(HOME_COVER)
        .leaving(new Cancelled(PROMISE));
  }

  @Test
  void a_hold_does_not_stand_in_the_way_of_its_own_promise() {
    given(HELD, home(1, Map.of(ASSET, List.of(OWN_HOLD), OTHER, List.of())))
        .when(ordered(NOW))
        .then(new BookingCommitted(ASSET, BOOKING, REQUEST));
  }

  @Test
  void a_legal_basis_taken_off_since_the_hold_stops_the_promise_and_frees_the_time() {
    given(HELD, lentOn(LegalBasis.S22A))
        .when(ordered(NOW))
        .thenNotCommitted(NO_LEGAL_BASIS)
        .leaving(new Cancelled(PROMISE));
  }

  @Test
  void what_is_promised_already_stands_whatever_its_owner_changes() {
    given(COMMITTED, home(1, Map.of(ASSET, List.of()))).when(ordered(NOW)).then();
    given(COMMITTED, lentOn(LegalBasis.S22A)).when(ordered(NOW)).then();
  }

  @Test
  void a_hold_lapses_when_its_time_is_over_and_no_sooner() {
    given(HELD, free()).at(UNTIL).when(new Lapse(BOOKING, ASSET)).then(cancelled());
    given(HELD, free()).at(UNTIL.minusNanos(1)).when(new Lapse(BOOKING, ASSET)).then();
    given(COMMITTED, free()).at(UNTIL).when(new Lapse(BOOKING, ASSET)).then();
  }

  @Test
  void time_is_given_up_before_the_asset_sets_out_and_not_after() {
    given(HELD, free()).when(new GiveUp(BOOKING, ASSET)).then(cancelled());
    given(COMMITTED, free()).when(new GiveUp(BOOKING, ASSET)).then(cancelled());
    given(COMMITTED, deployed())
        .when(new GiveUp(BOOKING, ASSET))
        .thenRefused(BookingRefusal.ASSET_HAS_SET_OUT);
  }

  @Test
  void an_asset_rests_from_when_it_is_back() {
    given(COMMITTED, deployed())
        .when(new Return(BOOKING, ASSET, NOW))
        .then(new BookingEnded(ASSET, BOOKING, REQUEST, NOW.plus(Duration.ofHours(11))));
  }

  @Test
  void standing_down_costs_a_rest_only_once_the_asset_has_set_out() {
    given(COMMITTED, free()).when(new StandDown(BOOKING, ASSET, NOW)).then(cancelled());
    given(COMMITTED, deployed())
        .when(new StandDown(BOOKING, ASSET, NOW))
        .then(new BookingEnded(ASSET, BOOKING, REQUEST, NOW.plus(Duration.ofHours(11))));
  }

  private static Commit ordered(Instant at) {
    return new Commit(BOOKING, ASSET, REQUEST, at);
  }

  private static Hold hold(TimeSlot duty, TimeSlot blocked) {
    return new Hold(BOOKING, ASSET, REQUEST, DONOR, ARV, duty, blocked, UNTIL);
  }

  private static Hold holdOf(ForceId donor, CapabilityCode capability) {
    return new Hold(BOOKING, ASSET, REQUEST, donor, capability, DUTY, BLOCKED, UNTIL);
  }

  private static BookingCancelled cancelled() {
    return new BookingCancelled(ASSET, BOOKING, REQUEST);
  }

  private static Given given(Booking state, Circumstances circumstances) {
    return new Given(state, circumstances, NOW);
  }

  private record Given(Booking state, Circumstances circumstances, Instant now) {
    Given at(Instant moment) {
      return new Given(state, circumstances, moment);
    }

    When when(BookingCommand command) {
      return new When(this, command);
    }
  }

  private record When(Given given, BookingCommand command) {
    void then(BookingEvent... events) {
      assertThat(decision()).isEqualTo(new Accepted<>(List.of(events)));
    }

    void thenHeld() {
      assertThat(decision())
          .isInstanceOfSatisfying(
              Accepted.class,
              accepted -> assertThat(accepted.events()).hasOnlyElementsOfType(BookingHeld.class));
    }

    void thenNoHold(ShortfallReason reason) {
      then(new BookingRefused(ASSET, BOOKING, REQUEST, reason));
    }

    Booking after() {
      var state = given.state;
      for (var event : ((Accepted<BookingEvent>) decision()).events()) {
        state = BookingRules.evolve(state, event);
      }
      return state;
    }

    When thenNotCommitted(ShortfallReason reason) {
      then(new BookingCommitRefused(ASSET, BOOKING, REQUEST, reason));
      return this;
    }

    void leaving(Booking state) {
      assertThat(after()).isEqualTo(state);
    }

    void thenRefused(BookingRefusal why) {
      assertThat(decision()).isEqualTo(new Refused<>(why));
    }

    private Object decision() {
      return BookingRules.decide(given.state, command, given.circumstances, given.now);
    }
  }
}
