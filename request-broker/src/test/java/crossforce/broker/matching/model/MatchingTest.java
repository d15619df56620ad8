package crossforce.broker.matching.model;

import static crossforce.broker.matching.model.Fleet.*;
import static crossforce.contract.ShortfallReason.ACCREDITATION_LAPSED;
import static crossforce.contract.ShortfallReason.ALREADY_PROMISED;
import static crossforce.contract.ShortfallReason.DONOR_DECLINED;
import static crossforce.contract.ShortfallReason.HOME_COVER;
import static crossforce.contract.ShortfallReason.NOT_STAFFED;
import static crossforce.contract.ShortfallReason.NO_AUTHORITY;
import static crossforce.contract.ShortfallReason.NO_LEGAL_BASIS;
import static crossforce.contract.ShortfallReason.OUTSIDE_RADIUS;
import static crossforce.contract.ShortfallReason.OWN_FORCE;
import static crossforce.contract.ShortfallReason.RESTING;
import static crossforce.contract.ShortfallReason.SENSITIVITY;
import static crossforce.contract.ShortfallReason.TOO_LATE;
import static crossforce.contract.ShortfallReason.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.broker.matching.model.Matching.Found;
import crossforce.broker.matching.model.Pool.PooledAsset;
import crossforce.contract.AssetId;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.LegalBasis;
import crossforce.contract.Sensitivity;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.LeftOut;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MatchingTest {
  private Capability capability = capability(Sensitivity.OPEN, true);
  private Need need = need(LegalBasis.S24, Classification.OFFICIAL, true);
  private Instant now = NOW;
  private final Map<ForceId, Force> forces =
      new HashMap<>(
          Map.of(
              HOST, force(Jurisdiction.ENGLAND_AND_WALES, Optional.empty()),
              DONOR, force(Jurisdiction.ENGLAND_AND_WALES, Optional.empty())));
  private final Map<ForceId, Integer> floors = new HashMap<>();
  private final Map<AssetId, ShortfallReason> spent = new HashMap<>();

  @Test
  void the_soonest_to_take_effect_comes_first() {
    var slow = asset(2, a -> a);
    var near = at(asset(3, a -> a), 20);
    var far = at(asset(4, a -> a), 60);

    var ranked = rank(far, at(slow, 30), near);

    assertThat(ranked.candidates())
        .extracting(found -> found.candidate().assetId())
        .containsExactly(near.assetId(), slow.assetId(), far.assetId());
  }

  @Test
  void time_to_effect_is_notice_preparation_and_the_road_there() {
    var found = only(at(asset(1, a -> a), 100));

    // 100 km as the crow flies are 130 by road: 98 minutes at 80 km/h, after 15 and 5.
    assertThat(found.candidate().kilometres()).isEqualTo(130);
    assertThat(found.candidate().travel()).isEqualTo(Duration.ofMinutes(98));
    assertThat(found.candidate().timeToEffect()).isEqualTo(Duration.ofMinutes(118));
    assertThat(found.duty()).isEqualTo(WINDOW);
    assertThat(found.blocked())
        .isEqualTo(WINDOW.widenedBy(Duration.ofMinutes(103), Duration.ofMinutes(98).plusHours(11)));
  }

  @Test
  void who_cannot_be_there_at_the_start_comes_as_soon_as_possible() {
    now = WINDOW.from();

    var found = only(at(asset(1, a -> a), 100));

    assertThat(found.duty())
        .isEqualTo(new TimeSlot(now.plus(Duration.ofMinutes(118)), WINDOW.until()));
  }

  @Test
  void what_was_agreed_by_telephone_may_have_set_out_then() {
    now = WINDOW.until().minus(Duration.ofMinutes(1));
    need = agreedAt(WINDOW.from().minus(Duration.ofHours(2)));
    assertThat(only(at(asset(1, a -> a), 100)).duty()).isEqualTo(WINDOW);

    need = agreedAt(WINDOW.from());
    assertThat(only(at(asset(1, a -> a), 100)).duty().from())
        .isEqualTo(WINDOW.from().plus(Duration.ofMinutes(118)));

    now = WINDOW.until();
    assertThat(reason(asset(1, a -> a))).contains(TOO_LATE);
  }

  @Test
  void every_reason_keeps_an_asset_out() {
    var usual = asset(1, a -> a);
    assertThat(reason(owned(usual, HOST))).contains(OWN_FORCE);
    assertThat(reason(at(usual, 401))).contains(OUTSIDE_RADIUS);
    assertThat(reason(accredited(usual, LocalDate.of(2026, 3, 2)))).contains(ACCREDITATION_LAPSED);
    assertThat(reason(accredited(usual, LocalDate.of(2026, 3, 3)))).isEmpty();
    assertThat(reason(staffed(usual, 8, 18))).contains(NOT_STAFFED);
    assertThat(reason(staffed(usual, 8, 20))).isEmpty();
    assertThat(reason(booked(usual, WINDOW))).contains(ALREADY_PROMISED);
    assertThat(reason(booked(usual, slot(-20, 5)))).contains(RESTING);
    assertThat(reason(booked(usual, slot(-20, 3)))).isEmpty();
    assertThat(reason(unavailable(usual, slot(9, 12)))).contains(UNAVAILABLE);
    assertThat(reason(unavailable(usual, slot(-9, 1)))).isEmpty();
    assertThat(reason(asset(1, a -> lent(a, LegalBasis.S22A)))).contains(NO_LEGAL_BASIS);
  }

  @Test
  void what_is_asked_for_keeps_everybody_out() {
    var usual = asset(1, a -> a);
    capability = capability(Sensitivity.COVERT, true);
    assertThat(reason(usual)).contains(SENSITIVITY);
    need = need(LegalBasis.S24, Classification.OFFICIAL_SENSITIVE, true);
    assertThat(reason(usual)).isEmpty();
    need = need(LegalBasis.S24, Classification.OFFICIAL_SENSITIVE, false);
    assertThat(reason(usual)).contains(NO_AUTHORITY);
    need = need(LegalBasis.S24, Classification.OFFICIAL_SENSITIVE, true);
    now = WINDOW.until().minus(Duration.ofMinutes(20));
    assertThat(reason(at(usual, 20))).contains(TOO_LATE);
  }

  @Test
  void who_was_asked_before_is_left_out_for_what_came_of_it() {
    var asked = asset(1, a -> a);
    spent.put(asked.assetId(), DONOR_DECLINED);

    assertThat(reason(asked)).contains(DONOR_DECLINED);
  }

  @Test
  void across_a_border_only_section_98_holds() {
    forces.put(DONOR, force(Jurisdiction.SCOTLAND, Optional.empty()));
    var lends98 = asset(1, a -> lent(a, LegalBasis.S98, LegalBasis.S24));
    assertThat(reason(lends98)).contains(NO_LEGAL_BASIS);
    need = need(LegalBasis.S98, Classification.OFFICIAL, true);
    assertThat(reason(lends98)).isEmpty();
    forces.put(DONOR, force(Jurisdiction.ENGLAND_AND_WALES, Optional.empty()));
    assertThat(reason(lends98)).contains(NO_LEGAL_BASIS);
  }

  @Test
  void a_force_that_no_longer_exists_lends_nothing() {
    forces.put(DONOR, force(Jurisdiction.ENGLAND_AND_WALES, Optional.of(LocalDate.of(2026, 3, 2))));

    assertThat(reason(asset(1, a -> a))).contains(UNAVAILABLE);
  }

  @Test
  void home_cover_holds_at_every_instant_of_the_time_away() {
    floors.put(DONOR, 1);
    var lent = asset(1, a -> a);
    var stays = asset(2, a -> a);
    // The other one is away for an hour only, somewhere within the time of the first.
    assertThat(rank(lent, stays).candidates()).hasSize(2);
    var judged = rank(lent, unavailable(stays, slot(6, 7)));
    assertThat(judged.leftOut())
        .containsExactlyInAnyOrder(
            new LeftOut(lent.assetId(), DONOR, HOME_COVER),
            new LeftOut(stays.assetId(), DONOR, UNAVAILABLE));
    // Away only after the first is back and rested, it does not matter.
    assertThat(rank(lent, unavailable(stays, slot(24, 30))).candidates()).hasSize(2);
  }

  @Test
  void shifts_follow_one_another_over_midnight_and_over_a_clock_change() {
    var nights =
        new DutyHours(List.of(DayOfWeek.values()), LocalTime.of(19, 0), LocalTime.of(7, 0));
    var days = new DutyHours(List.of(DayOfWeek.values()), LocalTime.of(7, 0), LocalTime.of(19, 0));
    var clocksGoForward =
        new TimeSlot(Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-03-29T06:00:00Z"));
    var anHourMore = new TimeSlot(clocksGoForward.from(), Instant.parse("2026-03-29T06:30:00Z"));

    assertThat(Staffing.covers(List.of(nights), clocksGoForward)).isTrue();
    assertThat(Staffing.covers(List.of(nights), anHourMore)).isFalse();
    assertThat(Staffing.covers(List.of(nights, days), anHourMore)).isTrue();
    assertThat(Staffing.covers(List.of(), anHourMore)).isTrue();
  }

  @Test
  void candidates_and_left_out_are_all_and_one_changed_fact_changes_one_line() {
    for (var seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var pool = new ArrayList<PooledAsset>();
      for (var i = 1; i <= 12; i++) {
        pool.add(anyAsset(i, random));
      }
      var before = verdicts(pool);
      assertThat(before).hasSize(pool.size());

      var changed = random.nextInt(pool.size());
      pool.set(changed, unavailable(pool.get(changed), WINDOW));
      var after = verdicts(pool);

      after.keySet().removeIf(id -> after.get(id).equals(before.get(id)));
      assertThat(after.keySet()).isSubsetOf(pool.get(changed).assetId());
    }
  }

  private PooledAsset anyAsset(int n, Random random) {
    var any = at(asset(n, a -> a), random.nextInt(500));
    return switch (random.nextInt(5)) {
      case 0 -> booked(any, slot(random.nextInt(24) - 12, random.nextInt(12) + 13));
      case 1 -> staffed(any, 6, 22);
      case 2 -> accredited(any, LocalDate.of(2026, 3, 1 + random.nextInt(3)));
      default -> any;
    };
  }

  private Map<AssetId, String> verdicts(List<PooledAsset> pool) {
    var outcome = rank(pool.toArray(PooledAsset[]::new));
    var verdicts = new HashMap<AssetId, String>();
    outcome.candidates().forEach(f -> verdicts.put(f.candidate().assetId(), f.toString()));
    outcome.leftOut().forEach(l -> verdicts.put(l.assetId(), l.reason().toString()));
    return verdicts;
  }

  private Optional<ShortfallReason> reason(PooledAsset asset) {
    return rank(asset).leftOut().stream().map(LeftOut::reason).findFirst();
  }

  private Found only(PooledAsset asset) {
    return rank(asset).candidates().getFirst();
  }

  private Matching.Outcome rank(PooledAsset... assets) {
    return Matching.rank(
        new Wanted(HOST, capability, need, spent, now, 400),
        new Pool(List.of(assets), forces, floors));
  }
}
