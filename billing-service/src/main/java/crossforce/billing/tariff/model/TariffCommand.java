package crossforce.billing.tariff.model;

import crossforce.contract.billing.TariffEvent.Tariff;

/** What may be asked of a tariff. */
public sealed interface TariffCommand {
  String tariff();

  int version();

  /** Make these terms hold. */
  record Publish(String tariff, int version, Tariff terms) implements TariffCommand {}
}
