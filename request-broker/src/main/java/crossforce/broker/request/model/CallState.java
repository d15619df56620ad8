package crossforce.broker.request.model;

import crossforce.contract.Money;
import crossforce.contract.ShortfallReason;
import crossforce.contract.broker.DeclineCode;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a call has come.
 *
 * <pre>
 * Holding ─▶ Quoting ─▶ Called ─▶ Provisional ─▶ Offered ─▶ Ordered ─▶ Confirmed (a deployment)
 *    └──────────┴─▶ Abandoned │                    │          └─▶ Failed
 *                             └─▶ Declined, Expired └─▶ TakenBack · Withdrawn from each before Ordered
 * </pre>
 */
public sealed interface CallState {
  /** The registry is asked to set the asset's time aside. */
  record Holding() implements CallState {}

  /** Its time is set aside; billing is asked for the price. */
  record Quoting() implements CallState {}

  /** The donor is asked. */
  record Called(Money price, Instant deadline) implements CallState {}

  record Provisional(Money price, Instant deadline, String missing) implements CallState {}

  record Offered(Money price, Instant deadline) implements CallState {}

  /** The host took the offer; the registry has not promised the time yet. */
  record Ordered(Money price) implements CallState {}

  /** Promised: help is coming. */
  record Confirmed(Money price, Deployment deployment) implements CallState {}

  record Declined(DeclineCode code) implements CallState {}

  record Expired() implements CallState {}

  /**
   * No longer needed by the host, for one of the reasons below.
   *
   * @param told whether the donor had been called
   */
  record Withdrawn(String why, boolean told) implements CallState {}

  /** The donor took its offer back. */
  record TakenBack(String why) implements CallState {}

  /** Given up before the donor was asked. */
  record Abandoned(ShortfallReason reason) implements CallState {}

  /** The registry would not promise what was ordered. */
  record Failed(ShortfallReason reason) implements CallState {}

  String NOT_ORDERED_IN_TIME = "not-ordered-in-time";
  String NO_LONGER_NEEDED = "no-longer-needed";
  String ALL_STOOD_DOWN = "all-stood-down";
  String REQUEST_WITHDRAWN = "request-withdrawn";
  String REQUEST_EXPIRED = "request-expired";
  String REQUEST_UNABLE_TO_FILL = "request-unable-to-fill";

  /** Could still become an order. */
  default boolean live() {
    return switch (this) {
      case Holding _, Quoting _, Called _, Provisional _, Offered _ -> true;
      case Ordered _, Confirmed _, Declined _, Expired _ -> false;
      case Withdrawn _, TakenBack _, Abandoned _, Failed _ -> false;
    };
  }

  /** Ordered or promised. */
  default boolean taken() {
    return this instanceof Ordered || secured();
  }

  /** Promised, and not lost to the host since. */
  default boolean secured() {
    return this instanceof Confirmed(_, var deployment) && !deployment.lost();
  }

  /** The line may need another candidate now. */
  default boolean leavesGap() {
    return switch (this) {
      case Declined _, Expired _, TakenBack _, Abandoned _, Failed _ -> true;
      case Withdrawn(var why, _) -> why.equals(NOT_ORDERED_IN_TIME);
      case Confirmed(_, var deployment) -> deployment.lost();
      case Holding _, Quoting _, Called _, Provisional _, Offered _, Ordered _ -> false;
    };
  }

  /** The donor knows of it. */
  default boolean toldToDonor() {
    return switch (this) {
      case Holding _, Quoting _, Abandoned _ -> false;
      case Called _, Provisional _, Offered _, Ordered _, Confirmed _ -> true;
      case Declined _, Expired _, TakenBack _, Failed _ -> true;
      case Withdrawn(_, var told) -> told;
    };
  }

  /** Why its asset is not asked again for this request; empty when it may be. */
  default Optional<ShortfallReason> spent() {
    return switch (this) {
      case Holding _, Quoting _, Called _, Provisional _, Offered _, Ordered _ ->
          Optional.of(ShortfallReason.ALREADY_PROMISED);
      case Confirmed(_, Deployment.StoodDown down) ->
          down.byHost() ? Optional.empty() : Optional.of(ShortfallReason.DONOR_DECLINED);
      case Confirmed _ -> Optional.of(ShortfallReason.ALREADY_PROMISED);
      case Declined _, TakenBack _ -> Optional.of(ShortfallReason.DONOR_DECLINED);
      case Expired _ -> Optional.of(ShortfallReason.NO_ANSWER_IN_TIME);
      case Abandoned(var reason) -> Optional.of(reason);
      case Failed(var reason) -> Optional.of(reason);
      case Withdrawn(var why, _) when why.equals(NOT_ORDERED_IN_TIME) ->
          Optional.of(ShortfallReason.PRICE_REFUSED);
      case Withdrawn _ -> Optional.empty();
    };
  }
}
