package crossforce.broker.matching.model;

import static crossforce.contract.ShortfallReason.ACCREDITATION_LAPSED;
import static crossforce.contract.ShortfallReason.ALREADY_PROMISED;
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

import crossforce.broker.matching.model.Pool.PooledAsset;
import crossforce.contract.CivilTime;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Sensitivity;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need.RecordedAfterwards;
import crossforce.contract.broker.RequestEvent.Candidate;
import crossforce.contract.broker.RequestEvent.LeftOut;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.CapabilityEvent.Capability;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who could fill a line, soonest first, and why everybody else cannot: candidates and left-out are
 * together all assets of the capability.
 */
public final class Matching {
  /** Roads are longer than the crow's way. */
  private static final double ROAD_FACTOR = 1.3;

  private static final Comparator<Found> SOONEST_FIRST =
      Comparator.comparing((Found found) -> found.candidate().timeToEffect())
          .thenComparing(found -> found.candidate().kilometres())
          .thenComparing(found -> found.candidate().assetId().value());

  private Matching() {}

  /** A candidate and the time it would need. */
  public record Found(Candidate candidate, TimeSlot duty, TimeSlot blocked) {}

  /** All assets, judged. */
  public record Outcome(List<Found> candidates, List<LeftOut> leftOut) {
    public Outcome {
      candidates = List.copyOf(candidates);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** A candidate, or the first reason against it. */
  private sealed interface Verdict {
    record Yes(Found found) implements Verdict {}

    record No(ShortfallReason reason) implements Verdict {}
  }

  public static Outcome rank(Wanted wanted, Pool pool) {
    var candidates = new ArrayList<Found>();
    var leftOut = new ArrayList<LeftOut>();
    var byOwner = pool.assets().stream().collect(Collectors.groupingBy(PooledAsset::owner));
    for (var asset : pool.assets()) {
      switch (judge(wanted, pool, asset, byOwner)) {
        case Verdict.Yes(var found) -> candidates.add(found);
        case Verdict.No(var reason) ->
            leftOut.add(new LeftOut(asset.assetId(), asset.owner(), reason));
      }
    }
    candidates.sort(SOONEST_FIRST);
    return new Outcome(candidates, leftOut);
  }

  private static Verdict judge(
      Wanted wanted, Pool pool, PooledAsset pooled, Map<ForceId, List<PooledAsset>> byOwner) {
    var asset = pooled.asset();
    if (asset.owner().equals(wanted.host())) {
      return new Verdict.No(OWN_FORCE);
    }
    var spent = wanted.spent().get(pooled.assetId());
    if (spent != null) {
      return new Verdict.No(spent);
    }
    if (wanted.capability().sensitivity() == Sensitivity.COVERT
        && wanted.need().classification() == Classification.OFFICIAL) {
      return new Verdict.No(SENSITIVITY);
    }
    if (wanted.capability().armed() && wanted.need().authority().isEmpty()) {
      return new Verdict.No(NO_AUTHORITY);
    }
    if (!asset.legalBases().contains(wanted.need().legalBasis())
        || crossesBorder(wanted, pool, asset.owner())
            != (wanted.need().legalBasis() == LegalBasis.S98)) {
      return new Verdict.No(NO_LEGAL_BASIS);
    }
    var crow = asset.base().kilometresTo(wanted.need().place().position());
    if (crow > wanted.radiusKm()) {
      return new Verdict.No(OUTSIDE_RADIUS);
    }
    return judgeTime(wanted, pool, pooled, byOwner.getOrDefault(asset.owner(), List.of()), crow);
  }

  private static Verdict judgeTime(
      Wanted wanted, Pool pool, PooledAsset pooled, List<PooledAsset> siblings, double crow) {
    var asset = pooled.asset();
    var kilometres = (int) Math.ceil(crow * ROAD_FACTOR);
    var travel =
        Duration.ofMinutes((long) Math.ceil(kilometres * 60.0 / wanted.capability().speedKph()));
    var timeToEffect = asset.noticeToMove().plus(asset.preparation()).plus(travel);
    var soonest = wholeMinute(askedAt(wanted).plus(timeToEffect));
    var window = wanted.need().window();
    var from = window.from().isAfter(soonest) ? window.from() : soonest;
    if (!from.isBefore(window.until()) || !wanted.now().isBefore(window.until())) {
      return new Verdict.No(TOO_LATE);
    }
    var duty = new TimeSlot(from, window.until());
    var busy = duty.widenedBy(asset.preparation().plus(travel), travel);
    var blocked = busy.widenedBy(Duration.ZERO, asset.rest());
    if (!exists(pool, asset.owner(), duty)) {
      return new Verdict.No(UNAVAILABLE);
    }
    if (!accredited(pooled.accreditations(), wanted.capability(), duty)) {
      return new Verdict.No(ACCREDITATION_LAPSED);
    }
    if (pooled.unavailable().stream().anyMatch(blocked::overlaps)) {
      return new Verdict.No(UNAVAILABLE);
    }
    if (!Staffing.covers(asset.staffed(), duty)) {
      return new Verdict.No(NOT_STAFFED);
    }
    if (pooled.bookings().stream().anyMatch(blocked::overlaps)) {
      return new Verdict.No(
          pooled.bookings().stream().anyMatch(other -> clash(busy, other, asset.rest()))
              ? ALREADY_PROMISED
              : RESTING);
    }
    if (breaksHomeCover(pooled, siblings, blocked, pool.floors().getOrDefault(asset.owner(), 0))) {
      return new Verdict.No(HOME_COVER);
    }
    var candidate =
        new Candidate(pooled.assetId(), asset.owner(), timeToEffect, travel, kilometres);
    return new Verdict.Yes(new Found(candidate, duty, blocked));
  }

  /** What was agreed by telephone may have set out then. */
  private static Instant askedAt(Wanted wanted) {
    return wanted
        .need()
        .recordedAfterwards()
        .map(RecordedAfterwards::agreedAt)
        .orElse(wanted.now());
  }

  private static boolean crossesBorder(Wanted wanted, Pool pool, ForceId owner) {
    var host = pool.forces().get(wanted.host());
    var donor = pool.forces().get(owner);
    return host != null && donor != null && host.jurisdiction() != donor.jurisdiction();
  }

  private static boolean exists(Pool pool, ForceId owner, TimeSlot duty) {
    var force = pool.forces().get(owner);
    return force != null && force.existsOn(CivilTime.dayOf(duty.from()));
  }

  /** Every accreditation, on every day of the duty. */
  public static boolean accredited(List<Accreditation> held, Capability capability, TimeSlot duty) {
    var lastDay = CivilTime.dayOf(duty.until().minusNanos(1));
    return capability.accreditations().stream()
        .allMatch(code ->
            held.stream().anyMatch(a -> a.code().equals(code) && lastDay.isBefore(a.expires())));
  }

  /** Work against work; what only touches somebody's rest is another reason. */
  private static boolean clash(TimeSlot busy, TimeSlot other, Duration rest) {
    var working = other.until().minus(rest);
    return other.from().isBefore(busy.until())
        && (busy.from().isBefore(working) || !working.isAfter(other.from()));
  }

  /** The others that stay at home are fewest where one of them begins to be away. */
  private static boolean breaksHomeCover(
      PooledAsset lent, List<PooledAsset> siblings, TimeSlot blocked, int floor) {
    if (floor == 0) {
      return false;
    }
    var others =
        siblings.stream().filter(other -> !other.assetId().equals(lent.assetId())).toList();
    var beginnings =
        others.stream()
            .flatMap(o -> Stream.concat(o.bookings().stream(), o.unavailable().stream()))
            .map(TimeSlot::from)
            .filter(blocked::contains);
    return Stream.concat(Stream.of(blocked.from()), beginnings)
        .distinct()
        .anyMatch(at -> freeAt(others, at) < floor);
  }

  private static long freeAt(List<PooledAsset> assets, Instant at) {
    var instant = new TimeSlot(at, at.plus(1, ChronoUnit.MICROS));
    return assets.stream().filter(asset -> !asset.taken(instant)).count();
  }

  private static Instant wholeMinute(Instant instant) {
    var minute = instant.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
  }
}
