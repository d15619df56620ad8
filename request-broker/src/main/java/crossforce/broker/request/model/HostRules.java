package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Expired;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.Request.Published;
import crossforce.broker.request.model.Request.Sourcing;
import crossforce.broker.request.model.Request.Submitted;
import crossforce.broker.request.model.Request.UnableToFill;
import crossforce.broker.request.model.Request.Withdrawn;
import crossforce.broker.request.model.RequestCommand.Authorise;
import crossforce.broker.request.model.RequestCommand.ByHost;
import crossforce.broker.request.model.RequestCommand.PlaceOrder;
import crossforce.broker.request.model.RequestCommand.Ratify;
import crossforce.broker.request.model.RequestCommand.RefuseAuthorisation;
import crossforce.broker.request.model.RequestCommand.Submit;
import crossforce.broker.request.model.RequestCommand.Withdraw;
import crossforce.contract.Priority;
import crossforce.contract.Tier;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AuthorisationRefused;
import crossforce.contract.broker.RequestEvent.FirearmsAuthorityRatified;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.RequestAuthorised;
import crossforce.contract.broker.RequestEvent.RequestPublished;
import crossforce.contract.broker.RequestEvent.RequestSubmitted;
import crossforce.contract.broker.RequestEvent.RequestWithdrawn;
import crossforce.kit.decision.Decision;
import java.util.Optional;

/** What the host force may do: ask, authorise, ratify, order and withdraw. */
final class HostRules {
  private HostRules() {}

  static Decision<RequestEvent> decide(Known state, ByHost command, Facts facts) {
    return switch (command) {
      case Submit c ->
          c.host().equals(state.affair().host()) && c.need().equals(state.affair().need())
              ? accept()
              : refuse(NO_SUCH_REQUEST);
      case Authorise c -> authorise(state, c);
      case RefuseAuthorisation c -> refuseAuthorisation(state, c);
      case Ratify c -> ratify(state, c, facts);
      case Withdraw c -> withdraw(state, c);
      case PlaceOrder c -> order(state, c, facts);
    };
  }

  /** Life at risk does not wait for the second person; orders do. */
  static Decision<RequestEvent> submit(Submit command, Facts facts) {
    var objection = NeedRules.objection(command, facts);
    if (objection.isPresent()) {
      return refuse(objection.get());
    }
    var id = command.requestId();
    var submitted = new RequestSubmitted(id, command.host(), command.need(), command.by());
    return command.need().priority() == Priority.IMMEDIATE
        ? accept(submitted, new RequestPublished(id, Tier.NATIONAL))
        : accept(submitted);
  }

  private static Decision<RequestEvent> authorise(Known state, Authorise command) {
    var affair = state.affair();
    if (command.by().equals(affair.requester())) {
      return refuse(SAME_PERSON);
    }
    var objection = NeedRules.spendingLimit(command.spendingLimit());
    if (objection.isPresent()) {
      return refuse(objection.get());
    }
    return switch (affair.authorisation()) {
      case Authorisation.Given(var by, var limit, _)
          when by.equals(command.by()) && limit.equals(command.spendingLimit()) ->
          accept();
      case Authorisation.Given _ -> refuse(ALREADY_AUTHORISED);
      case Authorisation.Refused _ -> refuse(AUTHORISATION_ALREADY_REFUSED);
      case Authorisation.Pending _ ->
          switch (state) {
            case Submitted _ ->
                accept(
                    authorised(command, false),
                    new RequestPublished(affair.requestId(), Tier.NATIONAL));
            case Published _, Sourcing _, Fulfilled _ -> accept(authorised(command, true));
            case Completed _, UnableToFill _, Withdrawn _, Expired _ -> refuse(REQUEST_OVER);
          };
    };
  }

  private static RequestAuthorised authorised(Authorise command, boolean afterwards) {
    return new RequestAuthorised(
        command.requestId(), command.by(), command.spendingLimit(), afterwards);
  }

  private static Decision<RequestEvent> refuseAuthorisation(
      Known state, RefuseAuthorisation command) {
    var affair = state.affair();
    if (command.by().equals(affair.requester())) {
      return refuse(SAME_PERSON);
    }
    return switch (affair.authorisation()) {
      case Authorisation.Refused(var by, _) when by.equals(command.by()) -> accept();
      case Authorisation.Refused _ -> refuse(AUTHORISATION_ALREADY_REFUSED);
      case Authorisation.Given _ -> refuse(ALREADY_AUTHORISED);
      case Authorisation.Pending _ ->
          switch (state) {
            case Submitted _, Published _, Sourcing _, Fulfilled _ ->
                accept(new AuthorisationRefused(affair.requestId(), command.by(), command.why()));
            case Completed _, UnableToFill _, Withdrawn _, Expired _ -> refuse(REQUEST_OVER);
          };
    };
  }

  private static Decision<RequestEvent> ratify(Known state, Ratify command, Facts facts) {
    var affair = state.affair();
    if (command.by().equals(affair.requester())) {
      return refuse(SAME_PERSON);
    }
    if (command.at().isAfter(facts.now())) {
      return refuse(AGREED_LATER_THAN_NOW);
    }
    var ratified = new FirearmsAuthority(command.post(), command.at(), false);
    if (affair.authority().equals(Optional.of(ratified))) {
      return accept();
    }
    if (affair.authority().filter(FirearmsAuthority::pendingRatification).isEmpty()) {
      return refuse(AUTHORITY_NOT_PENDING);
    }
    return switch (state) {
      case Submitted _, Published _, Sourcing _, Fulfilled _ ->
          accept(
              new FirearmsAuthorityRatified(
                  affair.requestId(), command.by(), command.post(), command.at()));
      case Completed _, UnableToFill _, Withdrawn _, Expired _ -> refuse(REQUEST_OVER);
    };
  }

  private static Decision<RequestEvent> withdraw(Known state, Withdraw command) {
    return switch (state) {
      case Submitted _, Published _, Sourcing _, Fulfilled _ ->
          accept(new RequestWithdrawn(command.requestId(), command.why(), command.by()));
      case Withdrawn _ -> accept();
      case Completed _, UnableToFill _, Expired _ -> refuse(REQUEST_OVER);
    };
  }

  private static Decision<RequestEvent> order(Known state, PlaceOrder command, Facts facts) {
    var found = state.affair().call(command.callId());
    if (found.isEmpty()) {
      return refuse(NO_SUCH_CALL);
    }
    var call = found.get();
    return switch (call.state()) {
      case Offered _ when !(state instanceof Open) -> refuse(REQUEST_OVER);
      case Offered(_, var deadline) when !facts.now().isBefore(deadline) -> refuse(DEADLINE_PASSED);
      case Offered(var price, _) -> {
        var objection = OrderRules.objection(state.affair(), call, price, facts);
        if (objection.isPresent() && !waived(objection.get(), state.affair(), command)) {
          yield refuse(objection.get());
        }
        yield accept(
            new OrderPlaced(
                command.requestId(),
                call.ref(),
                price,
                state.affair().need().funding(),
                Optional.of(command.by())));
      }
      case Ordered _, Confirmed _ -> accept(); // Said twice, done once.
      case CallState.Holding _, CallState.Quoting _, CallState.Called _, CallState.Provisional _ ->
          refuse(CALL_NOT_READY);
      case CallState.Declined _, CallState.Expired _, CallState.Withdrawn _ -> refuse(CALL_OVER);
      case CallState.TakenBack _, CallState.Abandoned _, CallState.Failed _ -> refuse(CALL_OVER);
    };
  }

  /** Only a second person may go beyond the limit that a second person set. */
  private static boolean waived(RequestRefusal objection, Affair affair, PlaceOrder command) {
    return objection == BEYOND_SPENDING_LIMIT
        && command.authoriser()
        && !command.by().equals(affair.requester());
  }
}
