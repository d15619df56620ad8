package crossforce.billing.quote.model;

import crossforce.kit.decision.Refusal;

/** Why a quote is not shown. */
public enum QuoteRefusal implements Refusal {
  NO_SUCH_QUOTE(
      Kind.NOT_FOUND, "There is no such quote, or your force neither pays nor is paid by it.");

  private final Kind kind;
  private final String explanation;

  QuoteRefusal(Kind kind, String explanation) {
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
