package crossforce.broker.request.model;

import crossforce.contract.ActorId;
import crossforce.contract.broker.RequestEvent.Shortfall;
import java.util.List;

/**
 * A host's need on its way to help.
 *
 * <pre>
 * None ─▶ Submitted ─▶ Published ─▶ Sourcing ⇄ Fulfilled ─▶ Completed
 *             │            │           ├─▶ UnableToFill │
 *             │            │           ├─▶ Expired      │
 *             └────────────┴───────────┴─▶ Withdrawn ◀──┘
 * </pre>
 *
 * What was promised lives on in its calls, whatever the request ends as.
 */
public sealed interface Request {
  record None() implements Request {}

  /** Asked for, by somebody, for something. */
  sealed interface Known extends Request {
    Affair affair();

    Known with(Affair affair);
  }

  /** Other forces are or will be asked. */
  sealed interface Open extends Known {}

  /** It ended without all the help it wanted, or with none. */
  sealed interface Over extends Known {}

  /** Waits for a second person's authorisation. */
  record Submitted(Affair affair) implements Known {
    @Override
    public Submitted with(Affair next) {
      return new Submitted(next);
    }
  }

  /** Other forces may be asked; none was looked for yet. */
  record Published(Affair affair) implements Open {
    @Override
    public Published with(Affair next) {
      return new Published(next);
    }
  }

  record Sourcing(Affair affair) implements Open {
    @Override
    public Sourcing with(Affair next) {
      return new Sourcing(next);
    }
  }

  /** Every line has what it needs, promised. */
  record Fulfilled(Affair affair) implements Known {
    @Override
    public Fulfilled with(Affair next) {
      return new Fulfilled(next);
    }
  }

  /** Help came, and everything lent has returned. */
  record Completed(Affair affair) implements Known {
    @Override
    public Completed with(Affair next) {
      return new Completed(next);
    }
  }

  /** What was wanted cannot be had; what is promised goes on. */
  record UnableToFill(Affair affair, List<Shortfall> shortfalls) implements Over {
    public UnableToFill {
      shortfalls = List.copyOf(shortfalls);
    }

    @Override
    public UnableToFill with(Affair next) {
      return new UnableToFill(next, shortfalls);
    }
  }

  /** The host no longer wants it, or stood it all down, or its second person never wanted it. */
  record Withdrawn(Affair affair, ActorId by, String why) implements Over {
    @Override
    public Withdrawn with(Affair next) {
      return new Withdrawn(next, by, why);
    }
  }

  /** Its time passed before it was authorised or filled. */
  record Expired(Affair affair) implements Over {
    @Override
    public Expired with(Affair next) {
      return new Expired(next);
    }
  }
}
