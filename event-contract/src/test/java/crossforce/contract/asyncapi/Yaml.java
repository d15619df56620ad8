package crossforce.contract.asyncapi;

import crossforce.contract.wire.WireJson;
import java.util.List;
import java.util.Map;

/** Writes maps, lists and scalars as block YAML, for documents that people review as diffs. */
final class Yaml {
  private Yaml() {}

  static String of(Map<String, ?> document) {
    var text = new StringBuilder();
    map(text, document, 0);
    return text.toString();
  }

  private static void map(StringBuilder text, Map<?, ?> map, int depth) {
    map.forEach((key, value) -> {
      indent(text, depth);
      text.append(key).append(':');
      value(text, value, depth);
    });
  }

  private static void value(StringBuilder text, Object value, int depth) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> text.append(" {}\n");
      case Map<?, ?> map -> {
        text.append('\n');
        map(text, map, depth + 1);
      }
      case List<?> list when list.isEmpty() -> text.append(" []\n");
      case List<?> list -> {
        text.append('\n');
        for (var item : list) {
          indent(text, depth + 1);
          text.append('-');
          if (item instanceof Map<?, ?> map) {
            text.append('\n');
            map(text, map, depth + 2);
          } else {
            text.append(' ').append(scalar(item)).append('\n');
          }
        }
      }
      default -> text.append(' ').append(scalar(value)).append('\n');
    }
  }

  /** A JSON string is a YAML string too; plain words need no quotes. */
  private static String scalar(Object value) {
    if (value instanceof String word && word.matches("[A-Za-z][A-Za-z ]*")) {
      return word.equals("true") || word.equals("false") || word.equals("null")
          ? '"' + word + '"'
          : word;
    }
    return WireJson.write(value);
  }

  private static void indent(StringBuilder text, int depth) {
    text.append("  ".repeat(depth));
  }
}
