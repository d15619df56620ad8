package crossforce.e2e;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;

/** The trail of one request as the audit service tells it, and our own proof of it. */
public final class Trail {
  private static final int LEAVES_A_CALL = 1000;
  private static final Set<String> NOT_COMMITTED = Set.of("eventhash", "datasalt", "traceparent");

  private final String requestId;
  private final JsonNode told;

  /** The data of each event, character by character; empty where none are told. */
  private final List<String> data;

  private Trail(String requestId, JsonNode told, List<String> data) {
    this.requestId = requestId;
    this.told = told;
    this.data = data;
  }

  public static Optional<Trail> find(Api audit, String requestId, String token) {
    var answer = audit.get("/trails/" + requestId, token);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(of(requestId, audit.needOk("GET the trail", answer).text()));
  }

  /** Of the service's answer, character by character. */
  static Trail of(String requestId, String answer) {
    try {
      return new Trail(requestId, Api.JSON.readTree(answer), data(answer));
    } catch (IOException e) {
      throw new Mismatch("audit-service", "tells a trail that is not JSON");
    }
  }

  /**
   * Data are hashed as they are written, so they are cut out of the answer and not written anew.
   */
  private static List<String> data(String answer) throws IOException {
    var all = new ArrayList<String>();
    try (var parser = Api.JSON.createParser(answer)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var isEvents = parser.currentName().equals("events");
        if (parser.nextToken() == JsonToken.START_ARRAY && isEvents) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            all.add(dataOfEvent(parser, answer));
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return all;
  }

  /** Leaves the parser at the event's end. */
  private static String dataOfEvent(JsonParser parser, String answer) throws IOException {
    var data = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var isData = parser.currentName().equals("data");
      var isObject = parser.nextToken() == JsonToken.START_OBJECT;
      var start = parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      if (isData && isObject) {
        data = answer.substring((int) start, (int) parser.currentLocation().getCharOffset());
      }
    }
    return data;
  }

  /**
   * An event of the trail: its leaf's index, its attributes, its data, and the same as they were
   * written.
   */
  public record Told(
      long leafIndex, Map<String, String> attributes, JsonNode data, String dataWritten) {
    public String type() {
      return attributes.getOrDefault("type", "");
    }

    public String id() {
      return attributes.getOrDefault("id", "");
    }

    /** By the platform's clock. */
    public Instant time() {
      return Instant.parse(attributes.getOrDefault("time", ""));
    }

    private Optional<String> cause() {
      return Optional.ofNullable(attributes.get("causationid"));
    }
  }

  public List<Told> events() {
    var events = told.path("events");
    return IntStream.range(0, events.size())
        .mapToObj(i ->
            new Told(
                events.path(i).path("leafIndex").asLong(),
                attributes(events.path(i).path("attributes")),
                events.path(i).path("data"),
                data.get(i)))
        .toList();
  }

  /** In the order in which the log has them, but each after its cause. */
  public List<Told> causesFirst() {
    var left = new ArrayList<>(events());
    var ids = left.stream().map(Told::id).collect(toSet());
    var ordered = new LinkedHashMap<String, Told>();
    var before = -1;
    while (before < ordered.size()) {
      before = ordered.size();
      for (var event : left) {
        if (event.cause().filter(ids::contains).filter(id -> !ordered.containsKey(id)).isEmpty()) {
          ordered.putIfAbsent(event.id(), event);
        }
      }
    }
    left.forEach(event -> ordered.putIfAbsent(event.id(), event));
    return List.copyOf(ordered.values());
  }

  public List<Told> ofType(String type) {
    return events().stream().filter(event -> event.type().equals(type)).toList();
  }

  public JsonNode tree() {
    return told.path("tree");
  }

  /**
   * Checks the causes: one root, none missing, no gap, every type present that the chain must have.
   */
  public void checkCauses(Set<String> typesNeeded) {
    var events = events();
    var ids = new HashSet<String>();
    events.forEach(event -> ids.add(event.id()));
    var roots = events.stream().filter(event -> event.cause().isEmpty()).toList();
    if (roots.size() != 1) {
      throw new Mismatch("trail", "has " + roots.size() + " roots instead of one");
    }
    for (var event : events) {
      if (event.cause().filter(cause -> !ids.contains(cause)).isPresent()) {
        throw new Mismatch("trail", event.type() + " " + event.id() + " has no cause in the trail");
      }
    }
    if (!told.path("missingCauses").isEmpty() || !told.path("gaps").isEmpty()) {
      throw new Mismatch("trail", "flags missing causes or gaps: " + told.path("gaps"));
    }
    var missing = new HashSet<>(typesNeeded);
    events.forEach(event -> missing.remove(event.type()));
    if (!missing.isEmpty()) {
      throw new Mismatch("trail", "lacks " + missing);
    }
  }

  /**
   * Recomputes every leaf of the trail from what was told of the event, its data included, finds it
   * in the log under its index, and recomputes the log's root from all leaves. An auditor sees the
   * data of every event, so none may lack them. Every leaf that names the request must be told, so
   * this is asked when nothing more is under way; what was never logged no leaf can show.
   *
   * @return the root, in hexadecimal digits
   */
  public String prove(Api audit, String auditorToken) {
    var log = audit.need("/log", auditorToken);
    var leaves = leaves(audit, auditorToken, log.path("size").asLong());
    return prove(leaves, log.path("rootHash").asText());
  }

  String prove(List<byte[]> leaves, String rootTold) {
    for (var event : events()) {
      if (event.leafIndex() >= leaves.size()) {
        throw new Mismatch("audit-service", "event " + event.id() + " lies beyond the log's size");
      }
      var leaf = leaves.get((int) event.leafIndex());
      var hash = HexFormat.of().formatHex(Merkle.sha256(leaf));
      if (!hash.equals(event.attributes().get("eventhash"))) {
        throw new Mismatch(
            "audit-service", "leaf " + event.leafIndex() + " is not event " + event.id());
      }
      var committed = committed(leaf);
      var dataHash = dataHash(event);
      if (dataHash.isEmpty() || !dataHash.equals(committed.get("data"))) {
        throw new Mismatch(
            "audit-service",
            "the data told of event " + event.id() + " are not those that its leaf commits to");
      }
      if (!Arrays.equals(leaf, leaf(event.attributes(), dataHash))) {
        throw new Mismatch(
            "audit-service",
            "leaf " + event.leafIndex() + " tells other attributes of event " + event.id());
      }
    }
    checkWhole(leaves);
    var root = Merkle.root(leaves);
    if (!root.equals(rootTold)) {
      throw new Mismatch(
          "audit-service", "its root " + rootTold + " is not that of its leaves, " + root);
    }
    return root;
  }

  private void checkWhole(List<byte[]> leaves) {
    if (told.path("truncated").asBoolean()) {
      throw new Mismatch("audit-service", "tells only the beginning of the trail");
    }
    var toldLeaves = events().stream().map(Told::leafIndex).collect(toSet());
    for (var index = 0L; index < leaves.size(); index++) {
      var committed = committed(leaves.get((int) index));
      var isOfRequest = requestId.equals(committed.get("correlationid"));
      if (isOfRequest != toldLeaves.contains(index)) {
        var event = committed.get("type") + " " + committed.get("id");
        throw new Mismatch(
            "audit-service",
            isOfRequest
                ? "leaf " + index + ", " + event + ", names the request and is not told"
                : "leaf " + index + ", " + event + ", is told and does not name the request");
      }
    }
  }

  private static List<byte[]> leaves(Api audit, String token, long size) {
    var leaves = new ArrayList<byte[]>();
    while (leaves.size() < size) {
      var limit = Math.min(LEAVES_A_CALL, size - leaves.size());
      var page =
          audit.need("/log/leaves?from=" + leaves.size() + "&limit=" + limit, token).path("leaves");
      if (page.isEmpty()) {
        throw new Mismatch("audit-service", "its log ends at " + leaves.size() + ", not " + size);
      }
      page.forEach(leaf -> leaves.add(Base64.getDecoder().decode(leaf.asText())));
    }
    return leaves;
  }

  private static Map<String, String> committed(byte[] leaf) {
    try {
      return attributes(Api.JSON.readTree(leaf));
    } catch (IOException e) {
      return Map.of(); // Bytes that are no JSON commit to nothing.
    }
  }

  /** SHA-256 of the salt and the data, in hexadecimal digits; empty without either. */
  private static String dataHash(Told event) {
    var salt = event.attributes().getOrDefault("datasalt", "");
    if (salt.isEmpty() || event.dataWritten().isEmpty()) {
      return "";
    }
    try {
      var bytes = event.dataWritten().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(Merkle.sha256(HexFormat.of().parseHex(salt), bytes));
    } catch (IllegalArgumentException e) {
      return ""; // A salt that is not in hexadecimal digits salts nothing.
    }
  }

  private static byte[] leaf(Map<String, String> attributes, String dataHash) {
    var expected = new TreeMap<>(attributes);
    expected.keySet().removeAll(NOT_COMMITTED);
    expected.put("data", dataHash);
    try {
      return new JsonCanonicalizer(Api.JSON.writeValueAsString(expected)).getEncodedUTF8();
    } catch (IOException e) {
      return new byte[0]; // Attributes without a canonical form are in no leaf.
    }
  }

  private static Map<String, String> attributes(JsonNode node) {
    var all = new HashMap<String, String>();
    node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }
}
