package crossforce.e2e;

/** A service is there and says no. */
public final class Refused extends Mismatch {
  private static final int STALE = 412;

  private final int status;

  public Refused(String where, String what, int status) {
    super(where, what);
    this.status = status;
  }

  /** Somebody else changed it meanwhile: look again, and say it again. */
  public boolean isStale() {
    return status == STALE;
  }
}
