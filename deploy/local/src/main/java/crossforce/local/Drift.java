package crossforce.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares what is wanted with what is there, where what is there may hold more. */
final class Drift {
  private Drift() {}

  /**
   * Whether every field wanted is there with that value; lists of plain values are compared as
   * sets.
   */
  static boolean isNone(JsonNode wanted, JsonNode actual) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(field -> isNone(field.getValue(), actual.path(field.getKey())));
    }
    if (wanted.isArray()) return actual.isArray() && sorted(wanted).equals(sorted(actual));
    return wanted.asText().equals(actual.asText()) && !actual.isMissingNode();
  }

  /** What is there, with the fields wanted put over it. */
  static JsonNode mended(JsonNode wanted, JsonNode actual) {
    if (!(wanted instanceof ObjectNode) || !(actual instanceof ObjectNode there)) return wanted;
    var mended = there.deepCopy();
    wanted
        .properties()
        .forEach(field ->
            mended.set(field.getKey(), mended(field.getValue(), actual.path(field.getKey()))));
    return mended;
  }

  private static List<JsonNode> sorted(JsonNode list) {
    var nodes = new ArrayList<JsonNode>();
    list.forEach(nodes::add);
    nodes.sort(Comparator.comparing(JsonNode::toString));
    return nodes;
  }
}
