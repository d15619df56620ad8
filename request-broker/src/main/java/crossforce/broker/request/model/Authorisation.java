package crossforce.broker.request.model;

import crossforce.contract.ActorId;
import crossforce.contract.Money;

/** What the second person of the host force said; it stands beside the request's state. */
public sealed interface Authorisation {
  record Pending() implements Authorisation {}

  /**
   * Allowed up to a limit.
   *
   * @param afterwards other forces had been asked before
   */
  record Given(ActorId by, Money spendingLimit, boolean afterwards) implements Authorisation {}

  record Refused(ActorId by, String why) implements Authorisation {}
}
