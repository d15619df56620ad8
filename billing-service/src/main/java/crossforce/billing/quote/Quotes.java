package crossforce.billing.quote;

import crossforce.billing.quote.model.Quote;
import crossforce.billing.quote.model.Quote.None;
import crossforce.contract.ForceId;
import crossforce.contract.QuoteId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The quotes that were given or refused. */
@ApplicationScoped
public class Quotes implements PanacheRepositoryBase<QuoteRow, UUID> {
  public Quote get(QuoteId id) {
    var row = findById(id.value());
    return row == null ? new None() : row.state();
  }

  /** The payer may see it from now on; false when there is no such quote yet. */
  boolean offer(QuoteId id) {
    var row = findById(id.value());
    if (row != null) {
      row.offered = true;
    }
    return row != null;
  }

  void put(Quote now, ForceId payer, ForceId payee) {
    var row = new QuoteRow();
    row.become(now, payer, payee);
    persistAndFlush(row);
  }
}
