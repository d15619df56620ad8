package crossforce.billing.tariff.model;

import crossforce.kit.decision.Refusal;

/** Why a tariff is not published, or not found. */
public enum TariffRefusal implements Refusal {
  NO_SUCH_TARIFF(
      Kind.NOT_FOUND, "There is no such version of this tariff. GET /tariffs lists all of them."),
  TARIFF_VERSION_PUBLISHED(
      Kind.CONFLICT,
      "This version is published with other terms, and a version never changes. Publish the next"
          + " one."),
  TARIFF_INCOMPLETE(
      Kind.INVALID,
      "A tariff needs at least one rate; each rate stands once for its code and category, has a"
          + " rate that is not negative in each of the four time bands, and an additional part of"
          + " 0 to 100 percent. The first day lies before the last.");

  private final Kind kind;
  private final String explanation;

  TariffRefusal(Kind kind, String explanation) {
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
