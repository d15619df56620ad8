package crossforce.broker.request.model;

import crossforce.broker.request.model.CallState.Abandoned;
import crossforce.broker.request.model.CallState.Called;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Declined;
import crossforce.broker.request.model.CallState.Expired;
import crossforce.broker.request.model.CallState.Failed;
import crossforce.broker.request.model.CallState.Holding;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.CallState.Quoting;
import crossforce.broker.request.model.CallState.TakenBack;
import crossforce.broker.request.model.CallState.Withdrawn;
import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is known of a request in every state: who asks for what, whether it is allowed, and who was
 * called.
 *
 * @param authority the firearms authority as it stands now, which may be ratified after the need
 *     was told
 */
public record Affair(
    RequestId requestId,
    ForceId host,
    ActorId requester,
    Need need,
    Authorisation authorisation,
    Optional<FirearmsAuthority> authority,
    List<Line> lines) {
  public Affair {
    lines = List.copyOf(lines);
  }

  static Affair asked(RequestId id, ForceId host, ActorId by, Need need) {
    return new Affair(
        id,
        host,
        by,
        need,
        new Authorisation.Pending(),
        need.authority(),
        need.lines().stream().map(Line::unsourced).toList());
  }

  public Line line(int number) {
    return lines.get(number - 1);
  }

  public Stream<Call> calls() {
    return lines.stream().flatMap(line -> line.calls().stream());
  }

  public Optional<Call> call(CallId id) {
    return callWhere(ref -> ref.callId().equals(id));
  }

  public Optional<Call> callWhere(Predicate<CallRef> fits) {
    return calls().filter(call -> fits.test(call.ref())).findFirst();
  }

  /** What the orders that stand, and the help that set out, will cost as quoted. */
  public Money ordered() {
    return calls()
        .map(call ->
            switch (call.state()) {
              case Ordered(var price) -> price;
              case Confirmed(var price, var deployment) -> deployment.costs() ? price : Money.ZERO;
              case Holding _, Quoting _, Called _, Provisional _, Offered _ -> Money.ZERO;
              case Declined _, Expired _, TakenBack _, Failed _, Abandoned _, Withdrawn _ ->
                  Money.ZERO;
            })
        .reduce(Money.ZERO, Money::plus);
  }

  /** Why assets asked before cannot be asked again; others are free to be asked. */
  public Map<AssetId, ShortfallReason> spent() {
    var spent = new HashMap<AssetId, ShortfallReason>();
    calls()
        .forEach(call ->
            call.state().spent().ifPresent(why -> spent.putIfAbsent(call.ref().assetId(), why)));
    return spent;
  }

  Affair with(Line changed) {
    return withLines(
        lines.stream().map(line -> line.number() == changed.number() ? changed : line).toList());
  }

  Affair with(Call changed) {
    return with(line(changed.ref().line()).with(changed));
  }

  Affair with(Authorisation next) {
    return new Affair(requestId, host, requester, need, next, authority, lines);
  }

  Affair with(FirearmsAuthority next) {
    return new Affair(requestId, host, requester, need, authorisation, Optional.of(next), lines);
  }

  private Affair withLines(List<Line> next) {
    return new Affair(requestId, host, requester, need, authorisation, authority, next);
  }
}
