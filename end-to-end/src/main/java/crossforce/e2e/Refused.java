package crossforce.e2e;

/** A service is there and says no. */
public final class Refused extends Mismatch {
  public Refused(String where, String what) {
    super(where, what);
  }
}
