package crossforce.contract.billing;

import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.InvoiceId;
import crossforce.contract.Money;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The documents that follow from agreed charges. */
public sealed interface SettlementEvent extends Event {
  /** An invoice names its charges; each charge stands on one invoice only. */
  @EventType("invoice-issued")
  record InvoiceIssued(
      InvoiceId invoiceId,
      String number,
      ForceId payer,
      ForceId payee,
      YearMonth month,
      List<ChargeId> charges,
      Money net,
      Money vat,
      Money total)
      implements SettlementEvent {
    public InvoiceIssued {
      charges = List.copyOf(charges);
    }

    @Override
    public String key() {
      return invoiceId.toString();
    }

    @Override
    public Optional<UUID> once() {
      return Optional.of(invoiceId.value());
    }
  }
}
