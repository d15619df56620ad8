package crossforce.billing.ledger.model;

import crossforce.contract.ForceId;

/**
 * One line of a posting in one force's book.
 *
 * @param amount debits are positive, credits negative; pence for GBP
 */
public record Entry(
    ForceId book, Account account, ForceId counterparty, String commodity, long amount) {
  public static final String GBP = "GBP";

  public Entry {
    if (amount == 0) {
      throw new IllegalArgumentException("an entry of nothing");
    }
    if (book.equals(counterparty)) {
      throw new IllegalArgumentException(book + " deals with itself");
    }
  }
}
