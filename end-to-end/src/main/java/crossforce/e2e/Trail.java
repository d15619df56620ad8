package crossforce.e2e;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.stream.StreamSupport;
import org.erdtman.jcs.JsonCanonicalizer;

/** The trail of one request as the audit service tells it, and our own proof of it. */
public final class Trail {
  private static final int LEAVES_A_CALL = 1000;
  private static final Set<String> NOT_COMMITTED = Set.of("eventhash", "datasalt", "traceparent");

  private final JsonNode told;

  private Trail(JsonNode told) {
    this.told = told;
  }

  public static Optional<Trail> find(Api audit, String requestId, String token) {
    var answer = audit.get("/trails/" + requestId, token);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(new Trail(audit.needOk("GET the trail", answer).body()));
  }

  /** An event of the trail: its leaf's index, its attributes, its data. */
  public record Told(long leafIndex, Map<String, String> attributes, JsonNode data) {
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
    return StreamSupport.stream(told.path("events").spliterator(), false)
        .map(event ->
            new Told(
                event.path("leafIndex").asLong(),
                attributes(event.path("attributes")),
                event.path("data")))
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
   * Recomputes every leaf of the trail from what was told of the event, finds it in the log under
   * its index, and recomputes the log's root from all leaves.
   *
   * @return the root, in hexadecimal digits
   */
  public String prove(Api audit, String auditorToken) {
    var log = audit.need("/log", auditorToken);
    var leaves = leaves(audit, auditorToken, log.path("size").asLong());
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
      if (!sameAttributes(leaf, event.attributes())) {
        throw new Mismatch(
            "audit-service", "leaf " + event.leafIndex() + " tells other attributes");
      }
    }
    var root = Merkle.root(leaves);
    if (!root.equals(log.path("rootHash").asText())) {
      throw new Mismatch(
          "audit-service",
          "its root " + log.path("rootHash").asText() + " is not that of its leaves, " + root);
    }
    return root;
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

  private static boolean sameAttributes(byte[] leaf, Map<String, String> attributes) {
    try {
      var committed = attributes(Api.JSON.readTree(leaf));
      var expected = new TreeMap<>(attributes);
      expected.keySet().removeAll(NOT_COMMITTED);
      expected.put("data", committed.getOrDefault("data", ""));
      var canonical = new JsonCanonicalizer(Api.JSON.writeValueAsString(expected));
      return java.util.Arrays.equals(canonical.getEncodedUTF8(), leaf);
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> attributes(JsonNode node) {
    var all = new HashMap<String, String>();
    node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }
}
