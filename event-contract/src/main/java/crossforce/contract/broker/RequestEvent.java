package crossforce.contract.broker;

import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.Priority;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.Tier;
import crossforce.contract.TimeSlot;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import crossforce.contract.wire.Follows;
import crossforce.contract.wire.NameUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The life of a request, from the host's need to the last return. */
public sealed interface RequestEvent extends Event {
  RequestId requestId();

  @Override
  default String key() {
    return requestId().toString();
  }

  /** What concerns the request as a whole. */
  sealed interface AboutRequest extends RequestEvent {
    @Override
    default Optional<UUID> once() {
      return Optional.of(requestId().value());
    }
  }

  /** A host force asks for help. The beginning of the trail. */
  @EventType("request-submitted")
  record RequestSubmitted(RequestId requestId, ForceId host, Need need, ActorId by)
      implements AboutRequest {}

  /** A second person of the host force allows it, on behalf of its chief officer. */
  @EventType("request-authorised")
  @Follows(RequestSubmitted.class)
  record RequestAuthorised(RequestId requestId, ActorId by, Money spendingLimit, boolean afterwards)
      implements AboutRequest {}

  /** A second person of the host force does not allow it; the request ends as withdrawn. */
  @EventType("authorisation-refused")
  @Follows(RequestSubmitted.class)
  record AuthorisationRefused(RequestId requestId, ActorId by, String why)
      implements AboutRequest {}

  /** The firearms authority that was pending is ratified. */
  @EventType("firearms-authority-ratified")
  @Follows(RequestSubmitted.class)
  record FirearmsAuthorityRatified(RequestId requestId, ActorId by, String post, Instant at)
      implements AboutRequest {}

  /** Other forces may be asked, as far as the tier says; so far it is always {@code national}. */
  @EventType("request-published")
  @Follows({RequestAuthorised.class, RequestSubmitted.class})
  record RequestPublished(RequestId requestId, Tier tier) implements AboutRequest {}

  /**
   * Who could fill a line, best first, and why all others cannot.
   *
   * @param round counts the rankings of this line, from 1
   */
  @EventType("candidates-ranked")
  @Follows({
    RequestPublished.class,
    OfferDeclined.class,
    CallExpired.class,
    OfferWithdrawn.class,
    OrderFailed.class,
    CallAbandoned.class,
    CallWithdrawn.class,
    DeploymentStoodDown.class
  })
  record CandidatesRanked(
      RequestId requestId, int line, int round, List<Candidate> candidates, List<LeftOut> leftOut)
      implements RequestEvent {
    public CandidatesRanked {
      candidates = List.copyOf(candidates);
      leftOut = List.copyOf(leftOut);
    }

    @Override
    public Optional<UUID> once() {
      return Optional.of(NameUuid.of(requestId.value(), "ranking/%d/%d".formatted(line, round)));
    }
  }

  /**
   * An asset that could fill a line.
   *
   * @param timeToEffect notice to move, preparation and travel
   * @param travel the part of it on the road, one way
   */
  record Candidate(
      AssetId assetId, ForceId owner, Duration timeToEffect, Duration travel, int kilometres) {}

  /** An asset that cannot fill a line, with the true reason. */
  record LeftOut(AssetId assetId, ForceId owner, ShortfallReason reason) {}

  /** What concerns one call of one donor. */
  sealed interface AboutCall extends RequestEvent {
    CallRef call();

    @Override
    default Optional<UUID> once() {
      return Optional.of(call().callId().value());
    }
  }

  /**
   * The registry is asked to set an asset's time aside.
   *
   * @param duty the time on the host's ground
   * @param blocked the duty with travel and preparation before it, travel and rest after it
   * @param until a late backstop: some minutes after the call's own deadline
   */
  @EventType("hold-requested")
  @Follows(CandidatesRanked.class)
  record HoldRequested(
      RequestId requestId,
      CallRef call,
      ForceId host,
      CapabilityCode capability,
      TimeSlot duty,
      TimeSlot blocked,
      Instant until)
      implements AboutCall {}

  /**
   * Billing is asked for the price of one asset.
   *
   * @param travel one way
   * @param kilometres one way
   * @param specialist whether the capability is charged in the specialist category
   */
  @EventType("quote-requested")
  @Follows(AssetEvent.BookingHeld.class)
  record QuoteRequested(
      RequestId requestId,
      CallRef call,
      ForceId host,
      RateCode rateCode,
      Priority priority,
      boolean specialist,
      TimeSlot duty,
      Duration travel,
      int kilometres)
      implements AboutCall {}

  /**
   * A call was given up before the donor was asked, since its asset or its price could not be had.
   * It ends the hold, if there is one.
   */
  @EventType("call-abandoned")
  @Follows({HoldRequested.class, AssetEvent.BookingRefused.class, ChargeEvent.QuoteRefused.class})
  record CallAbandoned(RequestId requestId, CallRef call, ShortfallReason reason)
      implements AboutCall {}

  /** A donor is asked for one asset at a price, to answer by a deadline. */
  @EventType("donor-called")
  @Follows(ChargeEvent.QuoteGiven.class)
  record DonorCalled(RequestId requestId, CallRef call, Money price, Instant deadline)
      implements AboutCall {}

  /** The donor will lend it. */
  @EventType("offer-made")
  @Follows(DonorCalled.class)
  record OfferMade(RequestId requestId, CallRef call, Money price, ActorId by)
      implements AboutCall {}

  /** The donor would lend it, and says what is missing. */
  @EventType("offer-provisional")
  @Follows(DonorCalled.class)
  record OfferProvisional(RequestId requestId, CallRef call, String missing, ActorId by)
      implements AboutCall {}

  /** The donor will not lend it. */
  @EventType("offer-declined")
  @Follows(DonorCalled.class)
  record OfferDeclined(RequestId requestId, CallRef call, DeclineCode code, ActorId by)
      implements AboutCall {}

  /** The donor did not answer in time. */
  @EventType("call-expired")
  @Follows(DonorCalled.class)
  record CallExpired(RequestId requestId, CallRef call) implements AboutCall {}

  /** The host no longer needs this call, answered or not; nothing was ordered on it. */
  @EventType("call-withdrawn")
  @Follows({
    DonorCalled.class,
    RequestWithdrawn.class,
    RequestExpired.class,
    RequestUnableToFill.class,
    OrderConfirmed.class,
    OrderPlaced.class,
    AuthorisationRefused.class
  })
  record CallWithdrawn(RequestId requestId, CallRef call, String why) implements AboutCall {}

  /** The donor takes its offer back, ordered or not, before the asset sets out. */
  @EventType("offer-withdrawn")
  @Follows(OfferMade.class)
  record OfferWithdrawn(RequestId requestId, CallRef call, String why, ActorId by)
      implements AboutCall {}

  /**
   * The host takes the offer.
   *
   * @param by who took it; absent when it was within the limit and so taken at once
   */
  @EventType("order-placed")
  @Follows(OfferMade.class)
  record OrderPlaced(
      RequestId requestId, CallRef call, Money price, String funding, Optional<ActorId> by)
      implements AboutCall {}

  /** The asset's time is promised: only now help is coming. */
  @EventType("order-confirmed")
  @Follows(AssetEvent.BookingCommitted.class)
  record OrderConfirmed(RequestId requestId, CallRef call) implements AboutCall {}

  /** The registry could not promise the asset's time after all. */
  @EventType("order-failed")
  @Follows(AssetEvent.BookingCommitRefused.class)
  record OrderFailed(RequestId requestId, CallRef call, ShortfallReason reason)
      implements AboutCall {}

  /** Every line has what it needs, promised. */
  @EventType("request-fulfilled")
  @Follows({OrderConfirmed.class, CandidatesRanked.class, CallWithdrawn.class})
  record RequestFulfilled(RequestId requestId) implements RequestEvent {}

  /** What was wanted cannot be had: an outcome, counted, with the reasons line by line. */
  @EventType("request-unable-to-fill")
  @Follows({
    CandidatesRanked.class,
    OfferDeclined.class,
    CallExpired.class,
    OfferWithdrawn.class,
    OrderFailed.class,
    CallAbandoned.class
  })
  record RequestUnableToFill(RequestId requestId, List<Shortfall> shortfalls)
      implements AboutRequest {
    public RequestUnableToFill {
      shortfalls = List.copyOf(shortfalls);
    }
  }

  /** How far a line fell short, and how often each reason stood in the way. */
  record Shortfall(int line, int wanted, int promised, List<Counted> reasons) {
    public Shortfall {
      reasons = List.copyOf(reasons);
    }
  }

  /** A reason and how many assets it kept out. */
  record Counted(ShortfallReason reason, int assets) {}

  /** The host no longer needs help, or stood all of it down. */
  @EventType("request-withdrawn")
  @Follows({RequestSubmitted.class, RequestFulfilled.class, DeploymentStoodDown.class})
  record RequestWithdrawn(RequestId requestId, String why, ActorId by) implements AboutRequest {}

  /** Its time passed before it was authorised or filled. */
  @EventType("request-expired")
  @Follows(RequestSubmitted.class)
  record RequestExpired(RequestId requestId) implements AboutRequest {}

  /** Help came, and everything lent has returned. */
  @EventType("request-completed")
  @Follows({DeploymentReturned.class, DeploymentStoodDown.class, RequestFulfilled.class})
  record RequestCompleted(RequestId requestId) implements AboutRequest {}

  /** What concerns one deployment; the deployment's id is derived from the call. */
  sealed interface AboutDeployment extends RequestEvent {
    CallRef call();

    /** When it happened, as the actor says; never later than it was told. */
    Instant at();

    /** Which chief officer commands the asset from then on (Police Act 1996 s.24). */
    ForceId commandedBy();

    @Override
    default Optional<UUID> once() {
      return Optional.of(call().callId().value());
    }
  }

  /** The donor's asset is in transit. */
  @EventType("deployment-mobilised")
  @Follows(OrderConfirmed.class)
  record DeploymentMobilised(
      RequestId requestId,
      CallRef call,
      Instant at,
      ForceId commandedBy,
      String callSign,
      int headcount,
      Instant expectedArrival)
      implements AboutDeployment {}

  /**
   * The host confirms it at the rendezvous point; direction and control pass to the host's chief.
   */
  @EventType("deployment-arrived")
  @Follows(DeploymentMobilised.class)
  record DeploymentArrived(RequestId requestId, CallRef call, Instant at, ForceId commandedBy)
      implements AboutDeployment {}

  /** It is at work. */
  @EventType("deployment-on-task")
  @Follows(DeploymentArrived.class)
  record DeploymentOnTask(RequestId requestId, CallRef call, Instant at, ForceId commandedBy)
      implements AboutDeployment {}

  /** The host lets it go; direction and control return to the donor's chief. */
  @EventType("deployment-released")
  @Follows(DeploymentOnTask.class)
  record DeploymentReleased(RequestId requestId, CallRef call, Instant at, ForceId commandedBy)
      implements AboutDeployment {}

  /**
   * The donor has it back.
   *
   * @param kilometres driven in all, as the donor records it
   */
  @EventType("deployment-returned")
  @Follows(DeploymentReleased.class)
  record DeploymentReturned(
      RequestId requestId, CallRef call, Instant at, ForceId commandedBy, int kilometres)
      implements AboutDeployment {}

  /**
   * Either side ends it before it arrived.
   *
   * @param byForce which side did; absent in what was told before it was said
   */
  @EventType("deployment-stood-down")
  @Follows(OrderConfirmed.class)
  record DeploymentStoodDown(
      RequestId requestId,
      CallRef call,
      Instant at,
      ForceId commandedBy,
      String why,
      ActorId by,
      Optional<ForceId> byForce)
      implements AboutDeployment {}
}
