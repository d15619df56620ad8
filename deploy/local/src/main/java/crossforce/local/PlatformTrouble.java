package crossforce.local;

/** What keeps the platform from running, in words for the person at the keyboard. */
public final class PlatformTrouble extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PlatformTrouble(String message) {
    super(message);
  }

  public PlatformTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}
