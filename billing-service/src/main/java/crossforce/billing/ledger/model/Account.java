package crossforce.billing.ledger.model;

import java.util.Locale;

/** The accounts in each force's book, one of each for every other force it deals with. */
public enum Account {
  /** What help from others has cost. */
  AID_RECEIVED,
  /** What is owed to others for it. */
  PAYABLE,
  /** What others owe. */
  RECEIVABLE,
  /** What help to others has earned. */
  AID_GIVEN;

  /** The word in the database and in URLs. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
