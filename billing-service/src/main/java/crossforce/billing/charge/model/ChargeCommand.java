package crossforce.billing.charge.model;

import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;

/** What may be asked of a charge. */
public sealed interface ChargeCommand {
  ChargeId id();

  /**
   * Price what was done.
   *
   * @param quotedTariff the version that the quote was made by
   * @param presentTariff the version in force on the day the duty began, else the quoted one
   */
  record Rate(
      ChargeId id, Known engagement, Work done, Published quotedTariff, Published presentTariff)
      implements ChargeCommand {}

  /** Owe it, in the name of the payer. */
  record Agree(ChargeId id, ForceId by) implements ChargeCommand {}

  /** Not agree, in the name of the payer, and say why. */
  record Dispute(ChargeId id, ForceId by, String why) implements ChargeCommand {}
}
