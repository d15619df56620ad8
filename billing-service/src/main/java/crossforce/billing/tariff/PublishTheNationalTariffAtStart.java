package crossforce.billing.tariff;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * When the service starts, publish the national tariff unless it is; before the first question for
 * a price is heard.
 */
@ApplicationScoped
class PublishTheNationalTariffAtStart {
  private static final int BEFORE_THE_EVENT_LOOP = 1000;
  private static final List<String> SEEDS =
      List.of("/seed/national-2025.json", "/seed/national-2026.json", "/seed/national-2027.json");

  private final TariffDesk desk;

  PublishTheNationalTariffAtStart(TariffDesk desk) {
    this.desk = desk;
  }

  void onStart(@Observes @Priority(BEFORE_THE_EVENT_LOOP) StartupEvent start) {
    for (var seed : SEEDS) {
      desk.handle(TariffSeed.read(seed).publish());
    }
  }
}
