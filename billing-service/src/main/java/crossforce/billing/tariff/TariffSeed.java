package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffCommand.Publish;
import crossforce.contract.ChargingCategory;
import crossforce.contract.Money;
import crossforce.contract.RateCode;
import crossforce.contract.TimeBand;
import crossforce.contract.billing.TariffEvent.Banded;
import crossforce.contract.billing.TariffEvent.Rate;
import crossforce.contract.billing.TariffEvent.Tariff;
import crossforce.contract.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tariff as people write it, in pounds: one hourly rate for each code, and percentages of it for
 * bands and categories. What is published are the rates worked out from it.
 */
record TariffSeed(
    String about,
    String tariff,
    int version,
    LocalDate from,
    Optional<LocalDate> until,
    boolean invented,
    Map<TimeBand, Integer> bands,
    List<Category> categories,
    List<Row> rates) {

  /** How a category changes the rates. */
  record Category(
      ChargingCategory category,
      int percent,
      int additionalPercent,
      int leastMinutes,
      BigDecimal night) {}

  /** What one kind of asset costs an hour of plain time, and a kilometre. */
  record Row(RateCode rateCode, BigDecimal hourly, BigDecimal kilometre) {}

  static TariffSeed read(String resource) {
    try (var file = TariffSeed.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return WireJson.read(file.readAllBytes(), TariffSeed.class);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  Publish publish() {
    var all =
        categories.stream()
            .flatMap(category -> rates.stream().map(row -> rate(row, category)))
            .toList();
    return new Publish(tariff, version, new Tariff(from, until, all, invented));
  }

  private Rate rate(Row row, Category category) {
    var hourly =
        Arrays.stream(TimeBand.values())
            .map(band -> new Banded(band, hourly(row, category.percent(), percentOf(band))))
            .toList();
    return new Rate(
        row.rateCode(),
        category.category(),
        hourly,
        category.additionalPercent(),
        category.leastMinutes(),
        new Money(exact(category.night(), 2)),
        exact(row.kilometre(), 4));
  }

  private int percentOf(TimeBand band) {
    var percent = bands.get(band);
    if (percent == null) {
      throw new IllegalStateException("%s %d says nothing of %s".formatted(tariff, version, band));
    }
    return percent;
  }

  private static long hourly(Row row, int categoryPercent, int bandPercent) {
    return exact(
        row.hourly()
            .multiply(BigDecimal.valueOf(categoryPercent, 2))
            .multiply(BigDecimal.valueOf(bandPercent, 2))
            .setScale(4, RoundingMode.HALF_UP),
        4);
  }

  /** A decimal number as a count of its smallest unit. */
  private static long exact(BigDecimal number, int decimals) {
    return number.movePointRight(decimals).longValueExact();
  }
}
