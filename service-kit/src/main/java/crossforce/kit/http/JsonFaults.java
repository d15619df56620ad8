package crossforce.kit.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import crossforce.contract.wire.WireJson;
import crossforce.kit.http.Problem.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what is wrong with a body, in words of JSON: never a class, never the body itself. */
final class JsonFaults {
  private JsonFaults() {}

  static Problem of(JsonProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamConstraintsException) {
        return Problem.of(Fault.JSON_TOO_DEEP, Optional.empty());
      }
      if (cause instanceof StreamReadException syntax
          && !(cause instanceof InputCoercionException)) {
        return Problem.of(Fault.MALFORMED_JSON, Optional.of(place(syntax)));
      }
    }
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Problem.of(
              Fault.UNKNOWN_FIELD, Optional.of(path(unknown.getPath()) + " is not a field here."));
      case JsonMappingException mapping ->
          Problem.ofFields(List.of(new FieldError(path(mapping.getPath()), wrong(mapping))));
      default -> Problem.of(Fault.MALFORMED_JSON, Optional.empty());
    };
  }

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null
        ? "The body is not JSON."
        : "The body stops being JSON at line %d, column %d."
            .formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String wrong(JsonMappingException e) {
    return switch (e.getCause()) {
      // Values check themselves, and say what they want without naming classes.
      case IllegalArgumentException checked when checked.getMessage() != null ->
          "is " + checked.getMessage();
      case NullPointerException _ -> "is missing, or lacks a part";
      case null, default ->
          e instanceof InvalidFormatException format && format.getTargetType().isEnum()
              ? "is not one of " + words(format.getTargetType())
              : "is missing or of the wrong type";
    };
  }

  private static String words(Class<?> type) {
    return Stream.of(type.getEnumConstants()).map(WireJson::write).collect(joining(", "));
  }

  private static String path(List<Reference> references) {
    var path = new StringBuilder();
    for (var reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
