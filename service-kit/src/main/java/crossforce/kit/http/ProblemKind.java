package crossforce.kit.http;

import crossforce.kit.decision.Refusal;
import java.util.Locale;

/** A kind of problem with a code, a status and a page: a refusal, or a fault of the call itself. */
public interface ProblemKind {
  String name();

  int status();

  String explanation();

  default String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code as a phrase: {@code more-than-held} is {@code More than held}. */
  default String title() {
    var words = code().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A refusal as a kind of problem. */
  static ProblemKind of(Refusal why) {
    return new ProblemKind() {
      @Override
      public String name() {
        return why.name();
      }

      @Override
      public int status() {
        return why.kind().status();
      }

      @Override
      public String explanation() {
        return why.explanation();
      }

      @Override
      public String code() {
        return why.code();
      }
    };
  }
}
