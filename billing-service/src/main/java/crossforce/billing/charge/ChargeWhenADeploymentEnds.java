package crossforce.billing.charge;

import crossforce.billing.charge.model.Charge;
import crossforce.billing.charge.model.ChargeCommand.Rate;
import crossforce.billing.charge.model.Engagement.Known;
import crossforce.billing.quote.Quotes;
import crossforce.billing.quote.model.Quote.Given;
import crossforce.billing.tariff.Tariffs;
import crossforce.billing.tariff.model.TariffVersion.Published;
import crossforce.billing.tariff.model.Work;
import crossforce.contract.Topics;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** When all that a deployment's price depends on is known, charge it, once. */
@ApplicationScoped
@Priority(200)
class ChargeWhenADeploymentEnds implements Reaction<RequestEvent> {
  private final ChargeDesk desk;
  private final Engagements engagements;
  private final Quotes quotes;
  private final Tariffs tariffs;

  ChargeWhenADeploymentEnds(
      ChargeDesk desk, Engagements engagements, Quotes quotes, Tariffs tariffs) {
    this.desk = desk;
    this.engagements = engagements;
    this.quotes = quotes;
    this.tariffs = tariffs;
  }

  @Override
  public Topic<RequestEvent> topic() {
    return Topics.REQUESTS;
  }

  @Override
  public boolean concerns(Class<? extends RequestEvent> type) {
    return AboutDeployment.class.isAssignableFrom(type);
  }

  @Override
  public void on(RequestEvent event, Envelope envelope) {
    if (event instanceof AboutDeployment told
        && engagements.get(told.call().callId()) instanceof Known known) {
      known.done().ifPresent(done -> desk.handle(rate(known, done), envelope.classification()));
    }
  }

  private Rate rate(Known engagement, Work done) {
    var quoted = quotedTariff(engagement);
    var present = tariffs.inForce(quoted.tariff(), done.day()).orElse(quoted);
    return new Rate(
        Charge.idFor(engagement.call().deploymentId()), engagement, done, quoted, present);
  }

  private Published quotedTariff(Known engagement) {
    if (quotes.get(engagement.call().quoteId()) instanceof Given given) {
      var price = given.price();
      return tariffs.named(price.tariff(), price.tariffVersion()).orElseThrow();
    }
    throw new IllegalStateException(engagement.call().callId() + " went ahead without a quote");
  }
}
