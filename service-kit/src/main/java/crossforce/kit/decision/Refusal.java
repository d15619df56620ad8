package crossforce.kit.decision;

import java.util.Locale;

/**
 * A "no" with a name that is API: implemented by enums whose constants state the fact that stands
 * in the way.
 */
public interface Refusal {
  String name();

  Kind kind();

  /** What it means and what to do about it, in full sentences, for the problem's page. */
  String explanation();

  /** The code in {@code /problems/<code>}: {@code MORE_THAN_HELD} is {@code more-than-held}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The same, saying of this occurrence what stands in the way, such as the field and its bound.
   */
  default Refusal saying(String detail) {
    return new Said(this, detail);
  }

  /** A refusal that speaks of one occurrence. */
  record Said(Refusal why, String explanation) implements Refusal {
    @Override
    public String name() {
      return why.name();
    }

    @Override
    public Kind kind() {
      return why.kind();
    }
  }

  /** How a refusal is told over HTTP. */
  enum Kind {
    NOT_FOUND(404),
    CONFLICT(409),
    INVALID(422),
    FORBIDDEN(403);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
