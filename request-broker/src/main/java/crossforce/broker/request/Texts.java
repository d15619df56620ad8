package crossforce.broker.request;

import crossforce.broker.request.model.RequestRefusal;
import crossforce.kit.decision.RefusedException;
import java.util.List;

/** Bounds of texts and numbers that come from outside. */
final class Texts {
  static final int MOST_HAZARDS = 20;

  private Texts() {}

  /** A text that has to be there. */
  static String needed(String field, String text, int most) {
    if (text.isBlank()) {
      throw new RefusedException(RequestRefusal.TEXT_MISSING, field + " has to say something.");
    }
    return bounded(field, text, most);
  }

  static String bounded(String field, String text, int most) {
    if (text.length() > most) {
      throw new RefusedException(
          RequestRefusal.TEXT_TOO_LONG,
          "%s has %d characters; it may have %d.".formatted(field, text.length(), most));
    }
    return text;
  }

  static List<String> hazards(List<String> hazards) {
    if (hazards.size() > MOST_HAZARDS) {
      throw new RefusedException(
          RequestRefusal.TEXT_TOO_LONG,
          "place.hazards has %d entries; it may have %d.".formatted(hazards.size(), MOST_HAZARDS));
    }
    return hazards.stream().map(hazard -> needed("place.hazards", hazard, 200)).toList();
  }

  static int number(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new RefusedException(
          RequestRefusal.NUMBER_OUT_OF_RANGE,
          "%s is %d; it may be from %d to %d.".formatted(field, value, least, most));
    }
    return value;
  }
}
