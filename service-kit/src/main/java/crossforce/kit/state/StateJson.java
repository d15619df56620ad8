package crossforce.kit.state;

/**
 * The JSON form of an aggregate's state: {@code {"format":1,"state":{"type":"held",...}}}. Unknown
 * fields, types or formats are refused, so a reader never half-understands a row.
 */
public final class StateJson<S> {
  private StateJson() {}

  /** For a sealed interface of record states, at this format version. */
  public static <S> StateJson<S> of(Class<S> sealedType, int format) {
    throw new UnsupportedOperationException();
  }

  public String write(S state) {
    throw new UnsupportedOperationException();
  }

  public S read(String json) {
    throw new UnsupportedOperationException();
  }
}
