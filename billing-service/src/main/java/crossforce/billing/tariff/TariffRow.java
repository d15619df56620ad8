package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffVersion;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Keeps one version of a tariff. */
@Entity(name = "Tariff")
@Table(name = "tariffs")
class TariffRow extends PanacheEntityBase {
  static final StateJson<TariffVersion> JSON = StateJson.of(TariffVersion.class, 1);

  @Id String id;
  @Column String tariff;
  @Column int version;

  @Column(name = "from_day")
  LocalDate fromDay;

  @Nullable
  @Column(name = "until_day")
  LocalDate untilDay;

  @Column String state;

  @Version
  @Column(name = "row_version")
  long rowVersion;

  static String id(String tariff, int version) {
    return tariff + "/" + version;
  }

  TariffVersion state() {
    return JSON.read(state);
  }

  void become(TariffVersion now) {
    state = JSON.write(now);
    switch (now) {
      case Unpublished _ -> throw new IllegalStateException("nothing to keep");
      case Published published -> {
        id = id(published.tariff(), published.version());
        tariff = published.tariff();
        version = published.version();
        fromDay = published.terms().from();
        untilDay = published.terms().until().orElse(null);
      }
    }
  }
}
