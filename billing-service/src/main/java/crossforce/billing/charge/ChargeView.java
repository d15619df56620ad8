package crossforce.billing.charge;

import crossforce.billing.PriceText;
import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.Bill;
import crossforce.billing.charge.model.Charge.Disputed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.billing.charge.model.Charge.Rated;
import crossforce.contract.ChargeId;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.billing.ChargeEvent.Difference;
import crossforce.contract.billing.ChargeEvent.Price;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A charge as its two parties see it. */
@Schema(
    name = "Charge",
    description = "The rated price of one deployment: every line names its rule and its event.")
record ChargeView(
    ChargeId chargeId,
    RequestId requestId,
    DeploymentId deploymentId,
    @Schema(description = "The host force.") ForceId payer,
    @Schema(description = "The donor force.") ForceId payee,
    @Schema(enumeration = {"rated", "disputed", "agreed"}) String state,
    @Schema(description = "What the payer says against it.") Optional<String> why,
    @Schema(description = PriceText.DESCRIPTION) Price price,
    @Schema(description = "Pence. With the differences it makes the full cost.") Money quoted,
    @Schema(description = "Why the price is not the quote; empty when it is.")
        List<Difference> differences) {

  static ChargeView of(Charge charge) {
    return switch (charge) {
      case None _ -> throw new IllegalStateException("nothing to show");
      case Rated(var bill) -> of(bill, "rated", Optional.empty());
      case Disputed(var bill, var why) -> of(bill, "disputed", Optional.of(why));
      case Agreed(var bill) -> of(bill, "agreed", Optional.empty());
    };
  }

  private static ChargeView of(Bill bill, String state, Optional<String> why) {
    return new ChargeView(
        bill.chargeId(),
        bill.requestId(),
        bill.deploymentId(),
        bill.payer(),
        bill.payee(),
        state,
        why,
        bill.price(),
        bill.quoted(),
        bill.differences());
  }
}
