package crossforce.billing.quote.model;

import crossforce.kit.decision.Refusal;

/** Why a quote is not shown. */
public enum QuoteRefusal implements Refusal {
  NO_SUCH_QUOTE(
      Kind.NOT_FOUND,
      "There is no such quote for your force: who is paid sees it at once, who pays from the offer on.");

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
