package crossforce.kit.events;

/**
 * Thrown by a reaction when the event is about something not known yet: it is kept and tried again
 * when that is told.
 */
public final class TooEarlyException extends RuntimeException {
  private final String waitsFor;

  /**
   * @param waitsFor the key (subject) whose next event is worth another try
   */
  public TooEarlyException(String waitsFor) {
    super("nothing is known yet of " + waitsFor, null, false, false);
    this.waitsFor = waitsFor;
  }

  public String waitsFor() {
    return waitsFor;
  }
}
