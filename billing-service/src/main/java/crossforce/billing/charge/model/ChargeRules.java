package crossforce.billing.charge.model;

import static crossforce.billing.charge.model.ChargeRefusal.CHARGE_AGREED;
import static crossforce.billing.charge.model.ChargeRefusal.CHARGE_DISPUTED;
import static crossforce.billing.charge.model.ChargeRefusal.NOT_THE_PAYER;
import static crossforce.billing.charge.model.ChargeRefusal.NO_SUCH_CHARGE;
import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;

import crossforce.billing.charge.model.Charge.Agreed;
import crossforce.billing.charge.model.Charge.Bill;
import crossforce.billing.charge.model.Charge.Disputed;
import crossforce.billing.charge.model.Charge.None;
import crossforce.billing.charge.model.Charge.Rated;
import crossforce.billing.charge.model.ChargeCommand.Agree;
import crossforce.billing.charge.model.ChargeCommand.Dispute;
import crossforce.billing.charge.model.ChargeCommand.Rate;
import crossforce.contract.ForceId;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.ChargeEvent.ChargeAgreed;
import crossforce.contract.billing.ChargeEvent.ChargeDisputed;
import crossforce.contract.billing.ChargeEvent.ChargeRated;
import crossforce.contract.billing.ChargeEvent.QuoteGiven;
import crossforce.contract.billing.ChargeEvent.QuoteRefused;
import crossforce.kit.decision.Decision;

/** Rated once by what happened; then the payer, and nobody else, agrees or disputes. */
public final class ChargeRules {
  private ChargeRules() {}

  public static Decision<ChargeEvent> decide(Charge state, ChargeCommand command) {
    return switch (command) {
      case Rate rate -> decide(state, rate);
      case Agree agree -> decide(state, agree);
      case Dispute dispute -> decide(state, dispute);
    };
  }

  private static Decision<ChargeEvent> decide(Charge state, Rate command) {
    return switch (state) {
      case None _ -> accept(rate(command));
      case Rated _, Agreed _, Disputed _ -> accept(); // Told twice, charged once.
    };
  }

  private static ChargeEvent rate(Rate command) {
    var engagement = command.engagement();
    var rated =
        Rating.rate(
            engagement.planned(), command.done(), command.quotedTariff(), command.presentTariff());
    return new ChargeRated(
        engagement.requestId(),
        command.id(),
        engagement.call().deploymentId(),
        engagement.payer(),
        engagement.call().donor(),
        rated.price(),
        rated.quoted(),
        rated.differences());
  }

  private static Decision<ChargeEvent> decide(Charge state, Agree command) {
    return switch (state) {
      case None _ -> refuse(NO_SUCH_CHARGE);
      case Rated(var bill) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Rated(var bill) -> accept(new ChargeAgreed(bill.requestId(), bill.chargeId()));
      case Disputed(var bill, _) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Disputed(var bill, _) -> accept(new ChargeAgreed(bill.requestId(), bill.chargeId()));
      case Agreed(var bill) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Agreed _ -> accept();
    };
  }

  private static Decision<ChargeEvent> decide(Charge state, Dispute command) {
    return switch (state) {
      case None _ -> refuse(NO_SUCH_CHARGE);
      case Rated(var bill) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Rated(var bill) ->
          accept(new ChargeDisputed(bill.requestId(), bill.chargeId(), command.why()));
      case Disputed(var bill, _) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Disputed(_, var why) when why.equals(command.why()) -> accept();
      case Disputed _ -> refuse(CHARGE_DISPUTED);
      case Agreed(var bill) when !bill.payer().equals(command.by()) -> no(bill, command.by());
      case Agreed _ -> refuse(CHARGE_AGREED);
    };
  }

  /** To a force that is not concerned the charge does not exist. */
  private static Decision<ChargeEvent> no(Bill bill, ForceId by) {
    return refuse(bill.concerns(by) ? NOT_THE_PAYER : NO_SUCH_CHARGE);
  }

  public static Charge evolve(Charge state, ChargeEvent event) {
    return switch (event) {
      case ChargeRated e when state instanceof None -> new Rated(billOf(e));
      case ChargeAgreed _ when state instanceof Rated(var bill) -> new Agreed(bill);
      case ChargeAgreed _ when state instanceof Disputed(var bill, _) -> new Agreed(bill);
      case ChargeDisputed e when state instanceof Rated(var bill) -> new Disputed(bill, e.why());
      case ChargeRated _, ChargeAgreed _, ChargeDisputed _, QuoteGiven _, QuoteRefused _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
    };
  }

  private static Bill billOf(ChargeRated e) {
    return new Bill(
        e.requestId(),
        e.chargeId(),
        e.deploymentId(),
        e.payer(),
        e.payee(),
        e.price(),
        e.quoted(),
        e.differences());
  }
}
