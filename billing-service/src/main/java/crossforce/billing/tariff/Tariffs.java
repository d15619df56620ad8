package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffVersion;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds the version of a tariff that holds. */
@ApplicationScoped
public class Tariffs implements PanacheRepositoryBase<TariffRow, String> {
  /** The tariff that all forces share; others, between two of them, come over it later. */
  public static final String NATIONAL = "national";

  /** For a change: nobody else publishes this tariff meanwhile. */
  TariffVersion get(String tariff, int version) {
    getEntityManager()
        .createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))")
        .setParameter(1, "tariff " + tariff)
        .getSingleResult();
    var row = findById(TariffRow.id(tariff, version));
    return row == null ? new Unpublished() : row.state();
  }

  void put(TariffVersion now) {
    var row = new TariffRow();
    row.become(now);
    persistAndFlush(row);
  }

  public Optional<Published> named(String tariff, int version) {
    return findByIdOptional(TariffRow.id(tariff, version)).flatMap(Tariffs::published);
  }

  /** The newest version that holds on a police day. */
  public Optional<Published> inForce(String tariff, LocalDate day) {
    return find(
            "tariff = ?1 and fromDay <= ?2 and (untilDay is null or untilDay > ?2)"
                + " order by version desc",
            tariff,
            day)
        .page(0, 1)
        .firstResultOptional()
        .flatMap(Tariffs::published);
  }

  List<TariffRow> after(String id, int limit) {
    return find("id > ?1 order by id", id).page(0, limit + 1).list();
  }

  private static Optional<Published> published(TariffRow row) {
    return switch (row.state()) {
      case Unpublished _ -> Optional.empty();
      case Published published -> Optional.of(published);
    };
  }
}
