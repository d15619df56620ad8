package crossforce.billing.charge.model;

import crossforce.kit.decision.Refusal;

/** Why a charge stays as it is. */
public enum ChargeRefusal implements Refusal {
  NO_SUCH_CHARGE(
      Kind.NOT_FOUND, "There is no such charge, or your force neither pays nor is paid by it."),
  NOT_THE_PAYER(Kind.FORBIDDEN, "Only the force that pays may agree to a charge or dispute it."),
  CHARGE_AGREED(
      Kind.CONFLICT,
      "The charge is agreed and stands in both forces' books. What was wrong with it is settled"
          + " between the two forces: this platform has no credit notes yet."),
  CHARGE_DISPUTED(
      Kind.CONFLICT, "The charge is disputed for another reason already, which still stands.");

  private final Kind kind;
  private final String explanation;

  ChargeRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
