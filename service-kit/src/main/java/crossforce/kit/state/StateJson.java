package crossforce.kit.state;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import crossforce.contract.wire.WireJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON form of an aggregate's state: {@code {"format":1,"state":{"type":"held",...}}}. Unknown
 * fields, types or formats are refused, so a reader never half-understands a row.
 *
 * <p>A record's type is its simple name in kebab case. Sealed interfaces within the state are told
 * apart in the same way, so models need to know nothing of JSON.
 */
public final class StateJson<S> {
  private final Class<S> type;
  private final int format;
  private final ObjectMapper mapper;
  private final ObjectWriter writer;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface ByName {}

  private StateJson(Class<S> type, int format, ObjectMapper mapper) {
    this.type = type;
    this.format = format;
    this.mapper = mapper;
    this.writer = mapper.writerFor(type);
  }

  /**
   * For a sealed interface of record states, at this format version.
   *
   * @param within sealed interfaces that occur as components of the states
   */
  public static <S> StateJson<S> of(Class<S> sealedType, int format, Class<?>... within) {
    var mapper =
        WireJson.mapper(true)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    describe(sealedType, mapper);
    for (var other : within) {
      describe(other, mapper);
    }
    return new StateJson<>(sealedType, format, mapper);
  }

  private static void describe(Class<?> sealedType, ObjectMapper mapper) {
    if (!sealedType.isSealed()) {
      throw new IllegalArgumentException(sealedType + " is not sealed");
    }
    mapper.addMixIn(sealedType, ByName.class);
    var names = new HashSet<String>();
    for (var state : statesOf(sealedType)) {
      var name = nameOf(state);
      if (!names.add(name)) {
        throw new IllegalArgumentException("two states of " + sealedType + " are named " + name);
      }
      mapper.registerSubtypes(new NamedType(state, name));
    }
  }

  /** The type names of a sealed interface's states, in the order of their declaration. */
  public static List<String> namesOf(Class<?> sealedType) {
    return statesOf(sealedType).stream().map(StateJson::nameOf).toList();
  }

  private static Set<Class<?>> statesOf(Class<?> type) {
    var permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      return Set.of(type);
    }
    var states = new LinkedHashSet<Class<?>>();
    for (var subclass : permitted) {
      states.addAll(statesOf(subclass));
    }
    return states;
  }

  private static String nameOf(Class<?> state) {
    return state.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  public String write(S state) {
    try {
      return "{\"format\":%d,\"state\":%s}".formatted(format, writer.writeValueAsString(state));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as a state: " + state.getClass(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException for anything else: another format, an unknown type or field
   */
  public S read(String json) {
    try {
      var row = mapper.readTree(json);
      var fields = new ArrayList<String>();
      row.fieldNames().forEachRemaining(fields::add);
      if (!Set.copyOf(fields).equals(Set.of("format", "state"))) {
        throw new IllegalStateException("a state row has format and state, not " + fields);
      }
      if (!isOurs(row.get("format"))) {
        throw new IllegalStateException(
            "%s is read in format %d, not %s"
                .formatted(type.getSimpleName(), format, row.get("format")));
      }
      return mapper.treeToValue(row.get("state"), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a state of " + type.getSimpleName(), e);
    }
  }

  private boolean isOurs(JsonNode written) {
    return written.isInt() && written.intValue() == format;
  }
}
