package crossforce.kit.events;

/** Says that bytes are no event of their contract: they are quarantined alone. */
public final class UnreadableException extends RuntimeException {
  public UnreadableException(String why) {
    super(why, null, false, false);
  }
}
