package crossforce.e2e;

/** Something is not as promised, and where. */
public class Mismatch extends RuntimeException {
  public Mismatch(String where, String what) {
    super(where + ": " + what);
  }
}
