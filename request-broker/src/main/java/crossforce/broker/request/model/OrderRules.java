package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;

import crossforce.contract.Money;
import crossforce.contract.broker.Need.FirearmsAuthority;
import java.util.Optional;

/** What stands between an offer and its order. */
final class OrderRules {
  private OrderRules() {}

  /** The limit comes last: it is the only objection that a person may set aside. */
  static Optional<RequestRefusal> objection(Affair affair, Call call, Money price, Facts facts) {
    var line = affair.line(call.ref().line());
    if (line.taken() >= line.wanted().most()) {
      return Optional.of(LINE_FULL);
    }
    if (armed(line, facts)
        && affair.authority().filter(given -> !given.pendingRatification()).isEmpty()) {
      return Optional.of(AUTHORITY_PENDING);
    }
    return switch (affair.authorisation()) {
      case Authorisation.Pending _, Authorisation.Refused _ -> Optional.of(NOT_AUTHORISED);
      case Authorisation.Given(_, var limit, _)
          when affair.ordered().plus(price).isMoreThan(limit) ->
          Optional.of(BEYOND_SPENDING_LIMIT);
      case Authorisation.Given _ -> Optional.empty();
    };
  }

  /** Armed help whose authority was pending when it was asked for is ordered by hand only. */
  static boolean mayOrderAtOnce(Affair affair, Call call, Money price, Facts facts) {
    var pendingAtFirst =
        affair.need().authority().filter(FirearmsAuthority::pendingRatification).isPresent();
    return objection(affair, call, price, facts).isEmpty()
        && !(armed(affair.line(call.ref().line()), facts) && pendingAtFirst);
  }

  private static boolean armed(Line line, Facts facts) {
    return facts.armed(line.wanted().capability());
  }
}
