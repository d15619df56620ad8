package crossforce.billing.tariff;

import crossforce.billing.tariff.model.TariffVersion;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.TariffVersion.Unpublished;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the version of a tariff that holds. */
@ApplicationScoped
public class Tariffs implements PanacheRepositoryBase<TariffRow, String> {
  /** The tariff that all forces share; others, between two of them, come over it later. */
  public static final String NATIONAL = "national";

  /** Every quote reads one of the few versions, and a version never changes. */
  private final Map<String, Published> known = new ConcurrentHashMap<>();

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
    return published(TariffRow.id(tariff, version));
  }

  /** The newest version that holds on a police day. */
  public Optional<Published> inForce(String tariff, LocalDate day) {
    return getEntityManager()
        .createQuery(
            """
            select t.id from Tariff t
            where t.tariff = ?1 and t.fromDay <= ?2 and (t.untilDay is null or t.untilDay > ?2)
            order by t.version desc\
            """,
            String.class)
        .setParameter(1, tariff)
        .setParameter(2, day)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .flatMap(this::published);
  }

  private Optional<Published> published(String id) {
    return Optional.ofNullable(known.computeIfAbsent(id, this::read));
  }

  private @Nullable Published read(String id) {
    var row = findById(id);
    return row != null && row.state() instanceof Published published ? published : null;
  }

  List<TariffRow> after(String id, int limit) {
    return find("id > ?1 order by id", id).page(0, limit + 1).list();
  }
}
