package crossforce.audit.log;

/** What does not fit although it was logged: kept beside it, and an alarm. */
public record Irregularity(long leafIndex, Kind kind, String explanation) {
  /** The codes are API. */
  public enum Kind {
    /** Equivocation: the same number with other content. */
    NUMBER_TOLD_TWICE("number-told-twice"),
    /** The hash that names the event before is not that of the event before. */
    LINK_BROKEN("link-broken");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    public static Kind of(String code) {
      for (var kind : values()) {
        if (kind.code.equals(code)) {
          return kind;
        }
      }
      throw new IllegalStateException("no kind " + code);
    }
  }
}
