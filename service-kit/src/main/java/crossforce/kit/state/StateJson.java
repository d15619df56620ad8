package crossforce.kit.state;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import crossforce.contract.wire.WireJson;
import java.io.IOException;
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
  private final ObjectReader reader;
  private final ObjectWriter writer;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface ByName {}

  private StateJson(Class<S> type, int format, ObjectMapper mapper) {
    this.type = type;
    this.format = format;
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  /**
   * For a sealed interface of record states, at this format version.
   *
   * @param within sealed interfaces that occur as components of the states
   */
  public static <S> StateJson<S> of(Class<S> sealedType, int format, Class<?>... within) {
    var mapper = WireJson.mapper(true).enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
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
    try (var parser = reader.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "a state row is an object");
      require("format".equals(parser.nextFieldName()), "a state row begins with its format");
      require(
          parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() == format,
          "%s is read in format %d, not %s",
          type.getSimpleName(),
          format,
          parser.getText());
      require("state".equals(parser.nextFieldName()), "a state row goes on with its state");
      parser.nextToken();
      S state = reader.readValue(parser);
      require(parser.nextToken() == JsonToken.END_OBJECT, "a state row ends with its state");
      require(parser.nextToken() == null, "nothing follows a state row");
      return state;
    } catch (IOException e) {
      throw new IllegalStateException("not a state of " + type.getSimpleName(), e);
    }
  }

  private static void require(boolean holds, String elseWhy, Object... values) {
    if (!holds) {
      throw new IllegalStateException(elseWhy.formatted(values));
    }
  }
}
