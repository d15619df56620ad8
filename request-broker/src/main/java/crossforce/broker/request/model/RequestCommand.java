package crossforce.broker.request.model;

import crossforce.contract.ActorId;
import crossforce.contract.BookingId;
import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RateCode;
import crossforce.contract.RequestId;
import crossforce.contract.ShortfallReason;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.DeclineCode;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.RequestEvent.Candidate;
import crossforce.contract.broker.RequestEvent.LeftOut;
import java.time.Instant;
import java.util.List;

/** All that people, neighbours and timers may ask of a request. */
public sealed interface RequestCommand {
  RequestId requestId();

  /** What people of the host force ask. */
  sealed interface ByHost extends RequestCommand {}

  /**
   * A need is told.
   *
   * @param hostExists whether the register of forces has the host today
   * @param abroad whether the register has forces of another jurisdiction than the host's
   */
  record Submit(
      RequestId requestId, ForceId host, Need need, ActorId by, boolean hostExists, boolean abroad)
      implements ByHost {}

  record Authorise(RequestId requestId, ActorId by, Money spendingLimit) implements ByHost {}

  record RefuseAuthorisation(RequestId requestId, ActorId by, String why) implements ByHost {}

  record Ratify(RequestId requestId, ActorId by, String post, Instant at) implements ByHost {}

  record Withdraw(RequestId requestId, ActorId by, String why) implements ByHost {}

  /**
   * The host takes an offer by hand.
   *
   * @param authoriser whether the one who does may go beyond the spending limit
   */
  record PlaceOrder(RequestId requestId, CallId callId, ActorId by, boolean authoriser)
      implements ByHost {}

  /** What people of a donor force answer. */
  sealed interface ByDonor extends RequestCommand {
    CallId callId();

    ActorId by();
  }

  /**
   * A firm offer.
   *
   * @param accredited whether the asset holds what its capability needs, for the whole duty
   */
  record MakeOffer(RequestId requestId, CallId callId, ActorId by, boolean accredited)
      implements ByDonor {}

  record OfferProvisionally(RequestId requestId, CallId callId, ActorId by, String missing)
      implements ByDonor {}

  record Decline(RequestId requestId, CallId callId, ActorId by, DeclineCode code)
      implements ByDonor {}

  record TakeOfferBack(RequestId requestId, CallId callId, ActorId by, String why)
      implements ByDonor {}

  /** What happens to a deployment, as either side tells. */
  sealed interface AboutDeployment extends RequestCommand {
    CallId callId();

    Instant at();
  }

  record Mobilise(RequestId requestId, CallId callId, Instant at, Deployment.Crew crew)
      implements AboutDeployment {}

  record ConfirmArrival(RequestId requestId, CallId callId, Instant at)
      implements AboutDeployment {}

  record StartTask(RequestId requestId, CallId callId, Instant at) implements AboutDeployment {}

  record Release(RequestId requestId, CallId callId, Instant at) implements AboutDeployment {}

  record Return(RequestId requestId, CallId callId, Instant at, int kilometres)
      implements AboutDeployment {}

  /**
   * It ends before it arrived.
   *
   * @param side the force that stands it down
   */
  record StandDown(
      RequestId requestId, CallId callId, Instant at, ForceId side, ActorId by, String why)
      implements AboutDeployment {}

  /** What the neighbours told, what time did, and what matching found. */
  sealed interface ByEvents extends RequestCommand {}

  /** Matching found these candidates for lines that miss somebody. */
  record Rank(RequestId requestId, List<Ranking> rankings) implements ByEvents {
    public Rank {
      rankings = List.copyOf(rankings);
    }
  }

  /** What matching found for one line. */
  record Ranking(int line, List<Match> matches, List<LeftOut> leftOut) {
    public Ranking {
      matches = List.copyOf(matches);
      leftOut = List.copyOf(leftOut);
    }
  }

  /** A candidate and the time it would need. */
  record Match(Candidate candidate, TimeSlot duty, TimeSlot blocked) {}

  record NoteHeld(RequestId requestId, BookingId bookingId, RateCode rateCode)
      implements ByEvents {}

  record NoteHoldRefused(RequestId requestId, BookingId bookingId, ShortfallReason reason)
      implements ByEvents {}

  record NoteQuoted(RequestId requestId, CallId callId, Money price) implements ByEvents {}

  record NoteQuoteRefused(RequestId requestId, CallId callId, ShortfallReason reason)
      implements ByEvents {}

  record NoteCommitted(RequestId requestId, BookingId bookingId) implements ByEvents {}

  record NoteCommitRefused(RequestId requestId, BookingId bookingId, ShortfallReason reason)
      implements ByEvents {}

  /** The donor's time to answer is over. */
  record EndCall(RequestId requestId, CallId callId) implements ByEvents {}

  /** The window is over. */
  record EndWindow(RequestId requestId) implements ByEvents {}
}
