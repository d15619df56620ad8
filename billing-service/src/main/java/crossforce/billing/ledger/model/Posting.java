package crossforce.billing.ledger.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import java.util.List;
import java.util.UUID;

/**
 * What one event moves in the books: the entries of each book and commodity make zero, so that no
 * account ever takes up a difference. One event posts once.
 */
public record Posting(UUID eventId, RequestId requestId, ChargeId chargeId, List<Entry> entries) {
  public Posting {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a posting without entries");
    }
    var sums =
        entries.stream()
            .collect(
                groupingBy(
                    entry -> List.of(entry.book(), entry.commodity()), summingLong(Entry::amount)));
    sums.forEach((bookAndCommodity, sum) -> {
      if (sum != 0) {
        throw new IllegalArgumentException(bookAndCommodity + " is off by " + sum);
      }
    });
  }

  /** An agreed charge stands in both books with one event id. */
  public static Posting ofCharge(
      UUID eventId,
      RequestId requestId,
      ChargeId chargeId,
      ForceId payer,
      ForceId payee,
      Money amount) {
    var pence = amount.pence();
    return new Posting(
        eventId,
        requestId,
        chargeId,
        List.of(
            new Entry(payer, Account.AID_RECEIVED, payee, Entry.GBP, pence),
            new Entry(payer, Account.PAYABLE, payee, Entry.GBP, -pence),
            new Entry(payee, Account.RECEIVABLE, payer, Entry.GBP, pence),
            new Entry(payee, Account.AID_GIVEN, payer, Entry.GBP, -pence)));
  }
}
