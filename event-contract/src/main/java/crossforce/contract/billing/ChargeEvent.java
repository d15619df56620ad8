package crossforce.contract.billing;

import crossforce.contract.CallId;
import crossforce.contract.ChargeId;
import crossforce.contract.ChargingCategory;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.QuoteId;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeBand;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import crossforce.contract.wire.Follows;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Prices before, charges after, and what the host says of them. */
public sealed interface ChargeEvent extends Event {
  RequestId requestId();

  @Override
  default String key() {
    return requestId().toString();
  }

  /** The price of one call, known before anyone commits. */
  @EventType("quote-given")
  @Follows(RequestEvent.QuoteRequested.class)
  record QuoteGiven(RequestId requestId, QuoteId quoteId, CallId callId, Price price)
      implements ChargeEvent {
    @Override
    public Optional<UUID> once() {
      return Optional.of(quoteId.value());
    }
  }

  /** No price can be given for a call, so it is not made. */
  @EventType("quote-refused")
  @Follows(RequestEvent.QuoteRequested.class)
  record QuoteRefused(RequestId requestId, QuoteId quoteId, CallId callId, ShortfallReason reason)
      implements ChargeEvent {
    @Override
    public Optional<UUID> once() {
      return Optional.of(quoteId.value());
    }
  }

  /** What happened to a charge. */
  sealed interface AboutCharge extends ChargeEvent {
    ChargeId chargeId();

    @Override
    default Optional<UUID> once() {
      return Optional.of(chargeId().value());
    }
  }

  /**
   * A deployment was priced by what happened.
   *
   * @param quoted what was quoted for it
   * @param differences why the price is not the quote; empty when it is
   */
  @EventType("charge-rated")
  @Follows({RequestEvent.DeploymentReturned.class, RequestEvent.DeploymentStoodDown.class})
  record ChargeRated(
      RequestId requestId,
      ChargeId chargeId,
      DeploymentId deploymentId,
      ForceId payer,
      ForceId payee,
      Price price,
      Money quoted,
      List<Difference> differences)
      implements AboutCharge {
    public ChargeRated {
      differences = List.copyOf(differences);
    }
  }

  /** The payer agrees; the amount is now in both books. */
  @EventType("charge-agreed")
  @Follows(ChargeRated.class)
  record ChargeAgreed(RequestId requestId, ChargeId chargeId) implements AboutCharge {}

  /** The payer does not agree, and says why. */
  @EventType("charge-disputed")
  @Follows(ChargeRated.class)
  record ChargeDisputed(RequestId requestId, ChargeId chargeId, String why)
      implements AboutCharge {}

  /**
   * A price, line by line.
   *
   * @param tariff the tariff used, such as {@code national}
   * @param tariffVersion the version of it
   * @param fullCost the sum of the lines at full cost
   * @param additionalCost the sum of the part that is additional to what the payee would have paid
   *     anyway
   */
  record Price(
      String tariff,
      int tariffVersion,
      ChargingCategory category,
      List<Line> lines,
      Money fullCost,
      Money additionalCost) {
    public Price {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One line: {@code units × rateTenThousandths ÷ per}, an exact fraction of ten-thousandths of a
   * pound, rounded once, half up, to the penny.
   *
   * @param rule the rule of the tariff that made it, such as {@code duty-hours}
   * @param band the time band, for lines by the minute
   * @param units whole minutes, nights or kilometres, as {@code unit} says
   * @param per how many units the rate is for: 60 for minutes, since rates are by the hour
   * @param rateTenThousandths ten-thousandths of a pound per {@code per} units
   * @param event the event whose fact the line rests on; absent in a quote
   */
  record Line(
      String rule,
      String description,
      Optional<TimeBand> band,
      long units,
      String unit,
      long per,
      long rateTenThousandths,
      Money fullCost,
      Money additionalCost,
      Optional<UUID> event) {}

  /** Why a charge is not its quote: a code, a sentence, and the pence it makes. */
  record Difference(String code, String description, Money amount) {}
}
