package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;

import crossforce.broker.request.model.RequestCommand.Submit;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import crossforce.kit.decision.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a need has to be before anybody is asked for help. */
public final class NeedRules {
  public static final int MOST_LINES = 20;
  public static final int MOST_OF_A_LINE = 50;
  public static final Money HIGHEST_LIMIT = new Money(100_000_000_00L);
  private static final Duration LATE_START = Duration.ofMinutes(15);
  private static final Duration RECORDED_AFTERWARDS = Duration.ofDays(31);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final Duration FAR_AHEAD = Duration.ofDays(5 * 366);

  private NeedRules() {}

  /** The first thing that is wrong with it. */
  static Optional<Refusal> objection(Submit command, Facts facts) {
    var need = command.need();
    if (!command.hostExists()) {
      return Optional.of(UNKNOWN_FORCE);
    }
    return Stream.of(
            lines(need.lines()),
            need.lines().stream().flatMap(line -> capability(line, facts).stream()).findFirst(),
            window(need, facts.now()),
            agreement(need, facts.now()),
            spendingLimit(need.spendingLimit()),
            authority(need, facts),
            need.legalBasis() == LegalBasis.S98 && !command.abroad()
                ? Optional.<Refusal>of(NO_OTHER_JURISDICTION)
                : Optional.<Refusal>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }

  static Optional<Refusal> spendingLimit(Money limit) {
    return limit.isMoreThan(Money.ZERO) && !limit.isMoreThan(HIGHEST_LIMIT)
        ? Optional.empty()
        : Optional.of(SPENDING_LIMIT_OUT_OF_RANGE);
  }

  private static Optional<Refusal> lines(List<Need.Line> lines) {
    if (lines.isEmpty()) {
      return Optional.of(NO_LINES);
    }
    if (lines.size() > MOST_LINES) {
      return Optional.of(TOO_MANY_LINES);
    }
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.number() != i + 1) {
        return Optional.of(LINES_MISNUMBERED);
      }
      if (line.least() < 1 || line.most() < 1) {
        return Optional.of(QUANTITY_NOT_POSITIVE);
      }
      if (line.least() > line.most()) {
        return Optional.of(LEAST_ABOVE_MOST);
      }
      if (line.most() > MOST_OF_A_LINE) {
        return Optional.of(QUANTITY_TOO_LARGE);
      }
    }
    var capabilities = lines.stream().map(Need.Line::capability).distinct().count();
    return capabilities < lines.size() ? Optional.of(CAPABILITY_TWICE) : Optional.empty();
  }

  private static Optional<Refusal> capability(Need.Line line, Facts facts) {
    var known = facts.of(line.capability());
    if (known.isEmpty()) {
      return Optional.of(onLine(line.number(), line.capability().value(), UNKNOWN_CAPABILITY));
    }
    return known.get().retired()
        ? Optional.of(onLine(line.number(), line.capability().value(), RETIRED_CAPABILITY))
        : Optional.empty();
  }

  /** A refusal of what a line asks for, as it was written. */
  public static Refusal onLine(int number, String capability, Refusal why) {
    return why.saying(
        "Line %d asks for %.60s. %s".formatted(number, capability, why.explanation()));
  }

  private static Optional<Refusal> window(Need need, Instant now) {
    TimeSlot window = need.window();
    if (!window.until().isAfter(now)) {
      return Optional.of(WINDOW_PAST);
    }
    var back = need.recordedAfterwards().isPresent() ? RECORDED_AFTERWARDS : LATE_START;
    if (window.from().isBefore(now.minus(back))) {
      return Optional.of(WINDOW_BEGAN_TOO_EARLY);
    }
    if (window.from().isAfter(now.plus(FAR_AHEAD))) {
      return Optional.of(WINDOW_TOO_FAR_AHEAD);
    }
    return window.length().compareTo(YEAR) > 0 ? Optional.of(WINDOW_TOO_LONG) : Optional.empty();
  }

  private static Optional<Refusal> agreement(Need need, Instant now) {
    var agreed = need.recordedAfterwards().map(Need.RecordedAfterwards::agreedAt);
    var authority = need.authority().map(Need.FirearmsAuthority::at);
    return Stream.of(agreed, authority).flatMap(Optional::stream).anyMatch(at -> at.isAfter(now))
        ? Optional.of(AGREED_LATER_THAN_NOW)
        : Optional.empty();
  }

  private static Optional<Refusal> authority(Need need, Facts facts) {
    var armed = need.lines().stream().anyMatch(line -> facts.armed(line.capability()));
    return armed && need.authority().isEmpty() ? Optional.of(AUTHORITY_MISSING) : Optional.empty();
  }
}
