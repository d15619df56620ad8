package crossforce.billing.charge.model;

import crossforce.contract.ChargeId;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.billing.ChargeEvent.Difference;
import crossforce.contract.billing.ChargeEvent.Price;
import crossforce.contract.wire.NameUuid;
import java.util.List;

/**
 * None ──rate──▶ Rated ──agree──▶ Agreed · Rated ──dispute──▶ Disputed ──agree──▶ Agreed. What is
 * agreed stays.
 */
public sealed interface Charge {
  record None() implements Charge {}

  /** The payer has still to say. */
  record Rated(Bill bill) implements Charge {}

  /** It is owed. */
  record Agreed(Bill bill) implements Charge {}

  /** The payer does not agree; until it does, nothing is owed. */
  record Disputed(Bill bill, String why) implements Charge {}

  /**
   * The rated price of one deployment.
   *
   * @param quoted with the differences it makes the full cost
   */
  record Bill(
      RequestId requestId,
      ChargeId chargeId,
      DeploymentId deploymentId,
      ForceId payer,
      ForceId payee,
      Price price,
      Money quoted,
      List<Difference> differences) {
    public Bill {
      differences = List.copyOf(differences);
    }

    boolean concerns(ForceId force) {
      return force.equals(payer) || force.equals(payee);
    }
  }

  /** A deployment is charged once. */
  static ChargeId idFor(DeploymentId deployment) {
    return new ChargeId(NameUuid.of(deployment.value(), "charge"));
  }
}
