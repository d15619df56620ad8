package crossforce.contract.asyncapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** JSON schemas of the contract's records, as {@code WireJson} writes them. */
final class Schemas {
  private final Map<String, Map<String, Object>> named = new TreeMap<>();

  Map<String, Map<String, Object>> named() {
    return named;
  }

  /** A reference to the schema of this type, which is added to {@link #named()} when it is ours. */
  Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return ordered("type", "array", "items", of(list.getActualTypeArguments()[0]));
    }
    var raw = (Class<?>) type;
    if (raw.isRecord() || raw.isEnum()) {
      var name =
          raw.getEnclosingClass() == null
              ? raw.getSimpleName()
              : raw.getEnclosingClass().getSimpleName() + "." + raw.getSimpleName();
      if (!named.containsKey(name)) {
        named.put(name, Map.of()); // Taken, so that a record within itself would end.
        named.put(name, raw.isEnum() ? words(raw) : record(raw));
      }
      return Map.of("$ref", "#/components/schemas/" + name);
    }
    return scalar(raw);
  }

  private Map<String, Object> record(Class<?> type) {
    var components = type.getRecordComponents();
    if (components.length == 1 && isValue(type, components[0])) {
      return scalar(components[0].getType());
    }
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var component : components) {
      if (component.getType() == Optional.class) {
        var optional = (ParameterizedType) component.getGenericType();
        properties.put(component.getName(), of(optional.getActualTypeArguments()[0]));
      } else {
        properties.put(component.getName(), of(component.getGenericType()));
        required.add(component.getName());
      }
    }
    return ordered("type", "object", "required", required, "properties", properties);
  }

  private static boolean isValue(Class<?> type, RecordComponent component) {
    try {
      return component.getAccessor().isAnnotationPresent(JsonValue.class)
          || type.getDeclaredField(component.getName()).isAnnotationPresent(JsonValue.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> words(Class<?> type) {
    var words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> {
              try {
                var name = ((Enum<?>) constant).name();
                var told = type.getField(name).getAnnotation(JsonProperty.class);
                return told == null ? name : told.value();
              } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
              }
            })
            .toList();
    return ordered("type", "string", "enum", words);
  }

  private static Map<String, Object> scalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case String name when type == int.class || type == long.class ->
          ordered("type", "integer", "format", name.equals("int") ? "int32" : "int64");
      case String _ when type == double.class || type == BigDecimal.class ->
          Map.of("type", "number");
      case String _ when type == boolean.class -> Map.of("type", "boolean");
      case String _ when type == String.class -> Map.of("type", "string");
      case String _ when type == UUID.class -> ordered("type", "string", "format", "uuid");
      case String _ when type == Instant.class -> ordered("type", "string", "format", "date-time");
      case String _ when type == LocalDate.class -> ordered("type", "string", "format", "date");
      case String _ when type == LocalTime.class -> ordered("type", "string", "format", "time");
      case String _ when type == Duration.class -> ordered("type", "string", "format", "duration");
      case String _ when type == YearMonth.class ->
          ordered("type", "string", "pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$");
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
