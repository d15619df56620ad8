package crossforce.kit.actor;

import crossforce.contract.wire.Envelope;
import java.util.Optional;

/**
 * What the present thread is doing when nobody asked it over HTTP: reacting to an event, or acting
 * on its own about something, so that what it tells gets the right cause and correlation.
 */
public final class Acting {
  private static final ScopedValue<Envelope> REACTING_TO = ScopedValue.newInstance();
  private static final ScopedValue<String> CORRELATION = ScopedValue.newInstance();

  private Acting() {}

  /** Runs a reaction: what it tells is caused by this event, unless a nearer cause is told. */
  public static void reactingTo(Envelope envelope, Runnable reaction) {
    ScopedValue.where(REACTING_TO, envelope).run(reaction);
  }

  /** Runs an act, such as a timer's, that belongs to the chain of this correlation id. */
  public static void correlatedWith(String correlationId, Runnable act) {
    ScopedValue.where(CORRELATION, correlationId).run(act);
  }

  /** The envelope of the event that is being reacted to. */
  public static Optional<Envelope> envelope() {
    return REACTING_TO.isBound() ? Optional.of(REACTING_TO.get()) : Optional.empty();
  }

  /** The chain that this act belongs to, where it is known without looking at the event told. */
  public static Optional<String> correlationId() {
    return CORRELATION.isBound()
        ? Optional.of(CORRELATION.get())
        : envelope().map(Envelope::correlationId);
  }
}
