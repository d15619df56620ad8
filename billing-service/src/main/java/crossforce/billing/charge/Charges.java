package crossforce.billing.charge;

import crossforce.billing.Cursor;
import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.contract.ChargeId;
import crossforce.contract.CivilTime;
import crossforce.contract.Classification;
import crossforce.contract.ForceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The charges, and which of them an invoice may take up. */
@ApplicationScoped
public class Charges implements PanacheRepositoryBase<ChargeRow, UUID> {
  /** A charge and the version of its row, for those who change it later. */
  record Kept(Charge state, long version, Classification classification) {}

  /** An agreed charge that an invoice may take up. */
  public record Open(Agreed charge, Classification classification) {}

  /** What a list is narrowed to. */
  record Wanted(
      Optional<ForceId> force,
      Optional<UUID> request,
      Optional<String> status,
      Optional<Cursor> after) {}

  /** For a change: whoever else would change it waits. */
  Kept get(ChargeId id) {
    var row = findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
    return row == null ? new Kept(new None(), 0, Classification.OFFICIAL) : kept(row);
  }

  public Charge find(ChargeId id) {
    var row = findById(id.value());
    return row == null ? new None() : row.state();
  }

  Kept put(Charge now, Classification classification, Instant at) {
    var row = new ChargeRow();
    row.become(now);
    var found = findById(row.id);
    if (found == null) {
      row.classification = classification.toString();
      row.ratedAt = at;
      found = row;
    } else {
      found.become(now);
    }
    if (now instanceof Agreed) {
      found.agreedMonth = YearMonth.from(at.atZone(CivilTime.ZONE)).atDay(1);
    }
    persistAndFlush(found);
    return kept(found);
  }

  /** Newest first. */
  List<ChargeRow> list(Wanted wanted, int limit) {
    var conditions = new ArrayList<String>();
    var values = new HashMap<String, Object>();
    conditions.add("1 = 1");
    wanted
        .force()
        .ifPresent(force ->
            narrow(
                conditions, "(payer = :force or payee = :force)", values, "force", force.value()));
    wanted
        .request()
        .ifPresent(
            request -> narrow(conditions, "requestId = :request", values, "request", request));
    wanted
        .status()
        .ifPresent(status -> narrow(conditions, "status = :status", values, "status", status));
    wanted
        .after()
        .ifPresent(after -> {
          narrow(
              conditions,
              "(ratedAt < :at or (ratedAt = :at and id < :id))",
              values,
              "at",
              after.at());
          values.put("id", after.id());
        });
    return find(String.join(" and ", conditions) + " order by ratedAt desc, id desc", values)
        .page(0, limit + 1)
        .list();
  }

  private static void narrow(
      List<String> conditions,
      String condition,
      Map<String, Object> values,
      String name,
      Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  /** What a payer agreed to in a month and no invoice has taken up, the oldest first; locked. */
  public List<Open> toInvoice(ForceId payer, ForceId payee, YearMonth month, int most) {
    return find(
            """
            from Charge c where c.payer = ?1 and c.payee = ?2 and c.agreedMonth = ?3
            and not exists (select 1 from InvoicedCharge i where i.chargeId = c.id)
            order by c.ratedAt, c.id\
            """,
            payer.value(),
            payee.value(),
            month.atDay(1))
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .page(0, most)
        .stream()
        .map(row -> new Open((Agreed) row.state(), row.classification()))
        .toList();
  }

  static Kept kept(ChargeRow row) {
    return new Kept(row.state(), row.rowVersion, row.classification());
  }
}
