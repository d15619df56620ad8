package crossforce.e2e;

/** Something is not as promised, and where. */
public final class Mismatch extends RuntimeException {
  public Mismatch(String where, String what) {
    super(where + ": " + what);
  }
}
