package crossforce.billing.quote;

import crossforce.billing.quote.model.Quote;
import crossforce.billing.quote.model.Quote.Given;
import crossforce.billing.quote.model.Quote.None;
import crossforce.billing.quote.model.Quote.Refused;
import crossforce.contract.ForceId;
import crossforce.kit.state.StateJson;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.UUID;

/** Keeps one quote, and for whom it may be seen. */
@Entity(name = "Quote")
@Table(name = "quotes")
class QuoteRow extends PanacheEntityBase {
  static final StateJson<Quote> JSON = StateJson.of(Quote.class, 1);

  @Id UUID id;

  @Column(name = "request_id")
  UUID requestId;

  @Column String payer;
  @Column String payee;
  @Column String state;

  /** Whether the one to be paid has offered to come: only then the payer may see it. */
  @Column boolean offered;

  @Version
  @Column(name = "row_version")
  long rowVersion;

  Quote state() {
    return JSON.read(state);
  }

  ForceId payer() {
    return new ForceId(payer);
  }

  ForceId payee() {
    return new ForceId(payee);
  }

  boolean isFor(Optional<ForceId> reader) {
    return reader
        .map(force -> force.equals(payee()) || (offered && force.equals(payer())))
        .orElse(true);
  }

  void become(Quote now, ForceId payer, ForceId payee) {
    state = JSON.write(now);
    this.payer = payer.value();
    this.payee = payee.value();
    switch (now) {
      case None _ -> throw new IllegalStateException("nothing to keep");
      case Given given -> {
        id = given.quoteId().value();
        requestId = given.requestId().value();
      }
      case Refused refused -> {
        id = refused.quoteId().value();
        requestId = refused.requestId().value();
      }
    }
  }
}
