package crossforce.broker.request.model;

import crossforce.kit.decision.Refusal;

/** Why a request, a call or a deployment cannot do what is asked. */
public enum RequestRefusal implements Refusal {
  NO_SUCH_REQUEST(Kind.NOT_FOUND, "There is no request of this id that you may see. Check the id."),
  NO_SUCH_CALL(
      Kind.NOT_FOUND,
      "There is no call of this id that you may see, or its donor has not been asked yet. Check the"
          + " id."),
  NO_SUCH_DEPLOYMENT(
      Kind.NOT_FOUND, "There is no deployment of this id that you may see. Check the id."),

  UNKNOWN_FORCE(
      Kind.INVALID,
      "The force of your token is not in the register of forces today. Ask your operator."),
  UNKNOWN_CAPABILITY(
      Kind.INVALID,
      "The national catalogue has no capability of this code. The registry's /capabilities lists"
          + " them all."),
  RETIRED_CAPABILITY(
      Kind.INVALID,
      "The capability is no longer offered. The registry's /capabilities lists what is."),
  CAPABILITY_TWICE(
      Kind.INVALID,
      "A capability is wanted on one line only. Add up what you want of it on that line."),
  NO_LINES(Kind.INVALID, "A request needs at least one line saying what is wanted."),
  TOO_MANY_LINES(
      Kind.INVALID, "A request has at most 20 lines. Split the need into several requests."),
  LINES_MISNUMBERED(Kind.INVALID, "Lines are numbered 1, 2, 3 and so on, in order."),
  QUANTITY_NOT_POSITIVE(Kind.INVALID, "The least and the most of a line are at least one."),
  QUANTITY_TOO_LARGE(
      Kind.INVALID, "A line asks for at most 50. Split a larger need into several requests."),
  LEAST_ABOVE_MOST(
      Kind.INVALID, "The least that is of use cannot be above the most that is wanted."),
  WINDOW_REVERSED(Kind.INVALID, "The window has to begin before it ends."),
  WINDOW_PAST(
      Kind.INVALID,
      "The window is over already. Its end has to lie ahead of the platform's time, which in"
          + " rehearsals may be moved: GET /clock tells it."),
  WINDOW_BEGAN_TOO_EARLY(
      Kind.INVALID,
      "The window began more than 15 minutes ago. Only a request recorded afterwards may begin"
          + " earlier, and then by at most 31 days."),
  WINDOW_TOO_LONG(Kind.INVALID, "The window is longer than a year. Ask for less at a time."),
  WINDOW_TOO_FAR_AHEAD(Kind.INVALID, "The window begins more than five years ahead."),
  AGREED_LATER_THAN_NOW(
      Kind.INVALID,
      "What is recorded afterwards, or given, cannot have been agreed later than now."),
  AUTHORITY_MISSING(
      Kind.INVALID,
      "A line asks for armed help. Name the post of the strategic firearms commander and the time"
          + " of the authority, given or pending ratification."),
  NO_OTHER_JURISDICTION(
      Kind.INVALID,
      "Section 98 is for aid across jurisdictions, and the register has no force of another"
          + " jurisdiction than yours. Use s24."),
  SPENDING_LIMIT_OUT_OF_RANGE(
      Kind.INVALID, "A spending limit is above nothing and at most £100,000,000.00, in pence."),
  TEXT_MISSING(Kind.INVALID, "A text that is needed is empty or only blanks."),
  TEXT_TOO_LONG(Kind.INVALID, "A text is longer than it may be, or a list has too many entries."),
  POSITION_OUT_OF_RANGE(
      Kind.INVALID,
      "A position has a latitude from -90 to 90 and a longitude from -180 to 180, in decimal"
          + " degrees."),
  NUMBER_OUT_OF_RANGE(Kind.INVALID, "A number is outside its bounds."),
  STATE_UNKNOWN(Kind.INVALID, "There is no state of this name to list by."),
  DECISION_INCOMPLETE(
      Kind.INVALID,
      "An authorisation that is given names a spending limit; one that is refused says why."),
  ANSWER_INCOMPLETE(
      Kind.INVALID,
      "A provisional offer says what is missing; a declined call carries one of the codes."),

  SAME_PERSON(
      Kind.FORBIDDEN,
      "Who asks cannot also authorise. A second person of your force has to decide."),
  ALREADY_AUTHORISED(
      Kind.CONFLICT, "The request was authorised before, by somebody else or up to another limit."),
  AUTHORISATION_ALREADY_REFUSED(
      Kind.CONFLICT, "The authorisation was refused before. Submit a new request."),
  NOT_AUTHORISED(
      Kind.CONFLICT,
      "Orders wait for the second person's authorisation. Have it authorised first."),
  AUTHORITY_NOT_PENDING(
      Kind.CONFLICT, "There is no firearms authority on this request that waits to be ratified."),
  AUTHORITY_PENDING(
      Kind.CONFLICT,
      "The firearms authority is not ratified yet; armed help cannot be ordered before."),
  BEYOND_SPENDING_LIMIT(
      Kind.CONFLICT,
      "With this order the request would cost more than its authoriser allowed. Only an authoriser"
          + " other than the requester may take it."),
  REQUEST_OVER(Kind.CONFLICT, "The request has ended, so this can no longer be done."),

  DEADLINE_PASSED(Kind.CONFLICT, "The time to answer this call is over."),
  CALL_OVER(Kind.CONFLICT, "The call has ended, so it can no longer be answered or ordered."),
  CALL_NOT_READY(
      Kind.CONFLICT, "The donor has not offered anything yet, so there is nothing to take."),
  OFFER_ALREADY_MADE(
      Kind.CONFLICT, "The offer was made. Take it back instead of declining or weakening it."),
  ACCREDITATION_LAPSED(
      Kind.CONFLICT,
      "The asset does not hold every accreditation of its capability for the whole duty. Renew it"
          + " with the registry, offer provisionally, or decline."),
  OFFER_NOT_MADE(Kind.CONFLICT, "There is no firm offer to take back. Decline the call instead."),
  LINE_FULL(Kind.CONFLICT, "The line has all it wanted, ordered from others."),
  ALREADY_MOBILISED(Kind.CONFLICT, "The asset has set out. Stand the deployment down instead."),

  NOT_YOUR_PART(
      Kind.FORBIDDEN,
      "The donor answers a call and takes its offer back; the host orders what is offered."),
  NOT_YOUR_STEP(
      Kind.FORBIDDEN,
      "The donor mobilises and returns, the host confirms the arrival, puts on task and releases."),
  NOT_MOBILISED(
      Kind.CONFLICT,
      "The donor has not said that the asset set out. First PUT /deployments/{id}/mobilisation, as"
          + " the donor's duty officer."),
  NOT_ARRIVED(
      Kind.CONFLICT,
      "The host has not confirmed the arrival. First PUT /deployments/{id}/arrival, as the host's"
          + " duty officer."),
  NOT_ON_TASK(
      Kind.CONFLICT,
      "The asset has not been put on task. First PUT /deployments/{id}/on-task, as the host's duty"
          + " officer."),
  NOT_RELEASED(
      Kind.CONFLICT,
      "The host has not released the asset. First PUT /deployments/{id}/release, as the host's duty"
          + " officer."),
  ALREADY_ARRIVED(
      Kind.CONFLICT, "The asset has arrived; it can be released, but not stood down any more."),
  DEPLOYMENT_OVER(
      Kind.CONFLICT, "The deployment is over: it was returned or stood down, and no step follows."),
  AT_LATER_THAN_NOW(Kind.INVALID, "What is told cannot have happened later than now."),
  AT_TOO_EARLY(
      Kind.INVALID,
      "A step cannot have happened before the one before it. The first one happened at most 15"
          + " minutes ago, or at most an hour before the departure that was planned.");

  private final Kind kind;
  private final String explanation;

  RequestRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
