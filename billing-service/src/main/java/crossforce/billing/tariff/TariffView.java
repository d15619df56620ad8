package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffVersion;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import crossforce.contract.billing.TariffEvent.Rate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a tariff with all its rates. */
@Schema(name = "Tariff", description = "One version of a tariff; it never changes.")
record TariffView(
    @Schema(examples = "national") String tariff,
    @Schema(examples = "2026") int version,
    @Schema(description = "The first police day (from 07:00) it holds on.") LocalDate from,
    @Schema(description = "The first day it no longer holds on.") Optional<LocalDate> until,
    @Schema(description = "True where the figures are made up.") boolean invented,
    @Schema(
            description =
                "By rate code and charging category; rates are in ten-thousandths of a pound.")
        List<Rate> rates) {

  /** One line of the list of tariffs. */
  @Schema(name = "TariffSummary")
  record Summary(
      String tariff, int version, LocalDate from, Optional<LocalDate> until, boolean invented) {}

  static TariffView of(TariffVersion state) {
    return switch (state) {
      case Unpublished _ -> throw new IllegalStateException("nothing to show");
      case Published(var tariff, var version, var terms) ->
          new TariffView(
              tariff, version, terms.from(), terms.until(), terms.invented(), terms.rates());
    };
  }

  Summary summary() {
    return new Summary(tariff, version, from, until, invented);
  }
}
