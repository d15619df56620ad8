package crossforce.billing;

/** What a price consists of, for the API's description. */
public final class PriceText {
  public static final String DESCRIPTION =
      "fullCost is the sum of the lines, additionalCost that part of it which the payee would not"
          + " have paid anyway, both in pence. A line is units × rateTenThousandths ÷ per, in"
          + " ten-thousandths of a pound, rounded once, half up, to the penny.";

  private PriceText() {}
}
