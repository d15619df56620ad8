package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

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
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.RequestCommand.ByDonor;
import crossforce.broker.request.model.RequestCommand.Decline;
import crossforce.broker.request.model.RequestCommand.MakeOffer;
import crossforce.broker.request.model.RequestCommand.OfferProvisionally;
import crossforce.broker.request.model.RequestCommand.TakeOfferBack;
import crossforce.contract.Money;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.OfferDeclined;
import crossforce.contract.broker.RequestEvent.OfferMade;
import crossforce.contract.broker.RequestEvent.OfferProvisional;
import crossforce.contract.broker.RequestEvent.OfferWithdrawn;
import crossforce.kit.decision.Decision;
import java.time.Instant;

/** What a donor force may answer to a call. */
final class DonorRules {
  private DonorRules() {}

  static Decision<RequestEvent> decide(Known state, ByDonor command, Facts facts) {
    var found = state.affair().call(command.callId()).filter(call -> call.state().toldToDonor());
    if (found.isEmpty()) {
      return refuse(NO_SUCH_CALL);
    }
    var call = found.get();
    return switch (command) {
      case MakeOffer c -> make(call, c, facts.now());
      case OfferProvisionally c -> makeProvisional(call, c, facts.now());
      case Decline c -> decline(call, c, facts.now());
      case TakeOfferBack c -> takeBack(call, c);
    };
  }

  private static Decision<RequestEvent> make(Call call, MakeOffer command, Instant now) {
    return switch (call.state()) {
      case Called(var price, var deadline) -> made(call, command, price, deadline, now);
      case Provisional(var price, var deadline, _) -> made(call, command, price, deadline, now);
      case Offered _, Ordered _, Confirmed _ -> accept();
      case Expired _ -> refuse(DEADLINE_PASSED);
      case Declined _, Withdrawn _, TakenBack _, Failed _ -> refuse(CALL_OVER);
      case Holding _, Quoting _, Abandoned _ -> refuse(NO_SUCH_CALL);
    };
  }

  private static Decision<RequestEvent> made(
      Call call, MakeOffer command, Money price, Instant deadline, Instant now) {
    if (!now.isBefore(deadline)) {
      return refuse(DEADLINE_PASSED);
    }
    return command.accredited()
        ? accept(new OfferMade(command.requestId(), call.ref(), price, command.by()))
        : refuse(ACCREDITATION_LAPSED);
  }

  private static Decision<RequestEvent> makeProvisional(
      Call call, OfferProvisionally command, Instant now) {
    return switch (call.state()) {
      case Called(_, var deadline) ->
          now.isBefore(deadline)
              ? accept(
                  new OfferProvisional(
                      command.requestId(), call.ref(), command.missing(), command.by()))
              : refuse(DEADLINE_PASSED);
      case Provisional _ -> accept(); // What is missing was told; it is told once.
      case Offered _, Ordered _, Confirmed _ -> refuse(OFFER_ALREADY_MADE);
      case Expired _ -> refuse(DEADLINE_PASSED);
      case Declined _, Withdrawn _, TakenBack _, Failed _ -> refuse(CALL_OVER);
      case Holding _, Quoting _, Abandoned _ -> refuse(NO_SUCH_CALL);
    };
  }

  private static Decision<RequestEvent> decline(Call call, Decline command, Instant now) {
    return switch (call.state()) {
      case Called(_, var deadline) -> declined(call, command, deadline, now);
      case Provisional(_, var deadline, _) -> declined(call, command, deadline, now);
      case Declined(var code) when code == command.code() -> accept();
      case Offered _, Ordered _, Confirmed _ -> refuse(OFFER_ALREADY_MADE);
      case Expired _ -> refuse(DEADLINE_PASSED);
      case Declined _, Withdrawn _, TakenBack _, Failed _ -> refuse(CALL_OVER);
      case Holding _, Quoting _, Abandoned _ -> refuse(NO_SUCH_CALL);
    };
  }

  private static Decision<RequestEvent> declined(
      Call call, Decline command, Instant deadline, Instant now) {
    return now.isBefore(deadline)
        ? accept(new OfferDeclined(command.requestId(), call.ref(), command.code(), command.by()))
        : refuse(DEADLINE_PASSED);
  }

  /** Ordered or not, until the asset sets out. */
  private static Decision<RequestEvent> takeBack(Call call, TakeOfferBack command) {
    return switch (call.state()) {
      case Offered _, Ordered _, Confirmed(_, Deployment.Committed _) ->
          accept(new OfferWithdrawn(command.requestId(), call.ref(), command.why(), command.by()));
      case Confirmed(_, var deployment) ->
          deployment.over() ? refuse(DEPLOYMENT_OVER) : refuse(ALREADY_MOBILISED);
      case TakenBack _ -> accept();
      case Called _, Provisional _ -> refuse(OFFER_NOT_MADE);
      case Expired _, Declined _, Withdrawn _, Failed _ -> refuse(CALL_OVER);
      case Holding _, Quoting _, Abandoned _ -> refuse(NO_SUCH_CALL);
    };
  }
}
