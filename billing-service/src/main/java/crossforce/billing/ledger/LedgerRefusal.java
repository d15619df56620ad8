package crossforce.billing.ledger;

import crossforce.kit.decision.Refusal;

/** Why a book is not shown. */
public enum LedgerRefusal implements Refusal {
  NO_SUCH_BOOK(Kind.NOT_FOUND, "There is no such book, or it is another force's.");

  private final Kind kind;
  private final String explanation;

  LedgerRefusal(Kind kind, String explanation) {
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
