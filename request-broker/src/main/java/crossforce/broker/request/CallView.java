package crossforce.broker.request;

import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Call;
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
import crossforce.contract.AssetId;
import crossforce.contract.CallId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.RequestId;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call as its donor sees it, and, with the asset masked until the offer, its host. */
@Schema(description = "One donor asked for one asset at a price, to answer by a deadline.")
public record CallView(
    CallId callId,
    RequestId requestId,
    @Schema(description = "The force that asks.") ForceId host,
    @Schema(description = "The force that is asked.") ForceId donor,
    @Schema(description = "The line of the request, from 1.") int line,
    CapabilityCode capability,
    @Schema(description = "Shown to the host from the offer on.") Optional<AssetId> assetId,
    Priority priority,
    @Schema(description = "When help is wanted, half-open.") TimeSlot window,
    @Schema(description = "When this asset would be on the host's ground, half-open.")
        TimeSlot duty,
    Need.Place place,
    String incidentReference,
    String purpose,
    @Schema(description = "In pence.") Optional<Money> price,
    @Schema(description = "An answer counts before this instant.") Optional<Instant> deadline,
    CallStage state,
    @Schema(description = "What a provisional offer lacks.") Optional<String> missing,
    @Schema(description = "Once the order is confirmed.") Optional<DeploymentId> deploymentId) {

  static CallView of(Affair affair, Call call) {
    var need = affair.need();
    return new CallView(
        call.ref().callId(),
        affair.requestId(),
        affair.host(),
        call.ref().donor(),
        call.ref().line(),
        affair.line(call.ref().line()).wanted().capability(),
        Optional.of(call.ref().assetId()),
        need.priority(),
        need.window(),
        call.plan().duty(),
        need.place(),
        need.incidentReference(),
        need.purpose(),
        priceOf(call),
        deadlineOf(call),
        CallStage.of(call.state()),
        call.state() instanceof Provisional(_, _, var missing)
            ? Optional.of(missing)
            : Optional.empty(),
        call.state() instanceof Confirmed
            ? Optional.of(call.ref().deploymentId())
            : Optional.empty());
  }

  CallView forHost() {
    return state.showsAssetToHost()
        ? this
        : new CallView(
            callId,
            requestId,
            host,
            donor,
            line,
            capability,
            Optional.empty(),
            priority,
            window,
            duty,
            place,
            incidentReference,
            purpose,
            price,
            deadline,
            state,
            missing,
            deploymentId);
  }

  static Optional<Money> priceOf(Call call) {
    return switch (call.state()) {
      case Called(var price, _) -> Optional.of(price);
      case Provisional(var price, _, _) -> Optional.of(price);
      case Offered(var price, _) -> Optional.of(price);
      case Ordered(var price) -> Optional.of(price);
      case Confirmed(var price, _) -> Optional.of(price);
      case Holding _, Quoting _, Abandoned _, Declined _, Expired _ -> Optional.empty();
      case Withdrawn _, TakenBack _, Failed _ -> Optional.empty();
    };
  }

  static Optional<Instant> deadlineOf(Call call) {
    return switch (call.state()) {
      case Called(_, var deadline) -> Optional.of(deadline);
      case Provisional(_, var deadline, _) -> Optional.of(deadline);
      case Offered(_, var deadline) -> Optional.of(deadline);
      case Holding _, Quoting _, Ordered _, Confirmed _, Abandoned _ -> Optional.empty();
      case Declined _, Expired _, Withdrawn _, TakenBack _, Failed _ -> Optional.empty();
    };
  }
}
