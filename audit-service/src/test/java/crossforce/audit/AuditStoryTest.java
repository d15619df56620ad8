package crossforce.audit;

import static crossforce.audit.Audit.assertVerified;
import static crossforce.audit.Audit.awaitSize;
import static crossforce.audit.Audit.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.log.model.Proofs;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Leaf;
import crossforce.kit.test.Tokens;
import crossforce.kit.test.Wire;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One request from its submission to the agreed charge, seen by everybody who may ask. */
@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditStoryTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String HOST = Tokens.person("requester", "west-yorkshire");
  private static final String DONOR = Tokens.person("duty-officer", "south-yorkshire");
  private static final String OTHER = Tokens.person("oversight", "greater-manchester");

  private static Map<String, Envelope> first = Map.of();

  @Test
  @Order(1)
  void all_that_was_told_of_a_request_is_in_its_trail_each_under_its_cause() {
    var before = Audit.size();

    // Three services tell the story of one request, and a part of another's.
    try (var wire = Wire.open()) {
      first = Stories.tell(wire, Requests.FIRST);
      Stories.tell(wire, Requests.SECOND);
    }
    awaitSize(before + 2L * Stories.length());

    // The trail has every event once, byte for byte, and one root.
    var trail = get("/trails/" + Requests.FIRST);
    assertThat(trail.<String>getList("events.attributes.id"))
        .containsExactlyInAnyOrderElementsOf(
            first.values().stream().map(e -> e.id().toString()).toList());
    for (var i = 0; i < Stories.length(); i++) {
      var told = Envelope.parse(trail.getMap("events[%d].attributes".formatted(i)));
      assertThat(told).isEqualTo(first.get(told.type()));
    }
    assertThat(trail.getList("tree")).hasSize(1);
    assertThat(trail.getString("tree[0].type")).isEqualTo("request-submitted");
    assertThat(trail.getString("tree[0].children[0].type")).isEqualTo("request-authorised");
    assertThat(trail.getList("missingCauses")).isEmpty();
    assertThat(trail.getList("gaps")).isEmpty();
    assertThat(trail.getBoolean("truncated")).isFalse();
  }

  @Test
  @Order(2)
  void whoever_has_all_leaves_computes_the_root_alone() {
    var log = get("/log");

    var leaves = leaves(log.getLong("size"));

    var hashes = leaves.stream().map(MerkleTree::leafHash).toList();
    assertThat(HEX.formatHex(MerkleTree.root(hashes))).isEqualTo(log.getString("rootHash"));
  }

  private static List<byte[]> leaves(long size) {
    var leaves = new ArrayList<byte[]>();
    while (leaves.size() < size) {
      get("/log/leaves?limit=7&from=" + leaves.size())
          .<String>getList("leaves")
          .forEach(leaf -> leaves.add(Base64.getDecoder().decode(leaf)));
    }
    return leaves;
  }

  @Test
  @Order(3)
  void each_event_is_proven_to_be_in_the_log_by_what_is_told_of_it() {
    var trail = get("/trails/" + Requests.FIRST + "?proofs=true");
    var size = trail.getLong("size");
    var root = HEX.parseHex(trail.getString("rootHash"));

    for (var i = 0; i < Stories.length(); i++) {
      var event = "events[%d].".formatted(i);
      var envelope = Envelope.parse(trail.getMap(event + "attributes"));
      var data = given().auth().oauth2(Tokens.person("auditor")).get("/events/" + envelope.id());
      var leaf = Leaf.of(envelope, rawData(data.asString()));
      var index = trail.getLong(event + "leafIndex");
      var path = path(trail, "proofs.'%d'".formatted(index));

      assertThat(HEX.formatHex(MerkleTree.leafHash(leaf)))
          .isEqualTo(trail.getString(event + "leafHash"));
      assertThat(Proofs.provesInclusion(MerkleTree.leafHash(leaf), index, size, path, root))
          .isTrue();
    }
  }

  /** The data as the answer holds it: byte for byte what was hashed. */
  private static byte[] rawData(String answer) {
    var from = answer.indexOf("\"data\":") + "\"data\":".length();
    return answer
        .substring(from, answer.length() - 1)
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<byte[]> path(JsonPath json, String at) {
    return json.<String>getList(at).stream().map(HEX::parseHex).toList();
  }

  @Test
  @Order(4)
  void the_log_is_proven_to_have_only_grown() {
    var proof = get("/log/consistency?from=17");
    var one = get("/log/proof?leaf=5&size=17");

    assertThat(
            Proofs.provesConsistency(
                17,
                HEX.parseHex(proof.getString("fromRootHash")),
                proof.getLong("to"),
                HEX.parseHex(get("/log").getString("rootHash")),
                path(proof, "path")))
        .isTrue();
    assertThat(get("/log?size=17").getString("rootHash"))
        .isEqualTo(proof.getString("fromRootHash"));
    assertThat(
            Proofs.provesInclusion(
                HEX.parseHex(one.getString("leafHash")),
                5,
                17,
                path(one, "path"),
                HEX.parseHex(proof.getString("fromRootHash"))))
        .isTrue();
  }

  @Test
  @Order(5)
  void everything_fits() {
    assertVerified();
  }

  @Test
  @Order(6)
  void the_host_sees_its_own_affairs_and_the_outline_of_the_rest() {
    var trail = get("/trails/" + Requests.FIRST, HOST, 200);

    assertThat(trail.getList("events")).hasSize(Stories.length());
    assertThat(dataOf(trail, "request-submitted")).contains("spendingLimit");
    assertThat(dataOf(trail, "candidates-ranked")).isEqualTo("null");
    assertThat(dataOf(trail, "availability-changed")).isEqualTo("null");
    assertThat(trail.getMap(attributesOf("availability-changed")))
        .containsKeys("id", "type", "causationid")
        .doesNotContainKeys("subject", "authid", "force", "datasalt");
  }

  @Test
  @Order(7)
  void a_donor_does_not_see_what_the_host_would_spend() {
    var trail = get("/trails/" + Requests.FIRST, DONOR, 200);

    assertThat(dataOf(trail, "request-submitted")).isEqualTo("null");
    assertThat(dataOf(trail, "request-authorised")).isEqualTo("null");
    assertThat(dataOf(trail, "donor-called")).contains("price");
    assertThat(dataOf(trail, "availability-changed")).contains("south-yorkshire");
  }

  private static String dataOf(JsonPath trail, String type) {
    return String.valueOf(
        trail.<Object>get("events.find { it.attributes.type == '%s' }.data".formatted(type)));
  }

  private static String attributesOf(String type) {
    return "events.find { it.attributes.type == '%s' }.attributes".formatted(type);
  }

  @Test
  @Order(8)
  void to_all_others_there_is_no_such_trail() {
    get("/trails/" + Requests.FIRST, OTHER, 404);
    get("/trails/" + Requests.NOBODYS, OTHER, 404);
    get("/trails/" + Requests.NOBODYS, Tokens.person("auditor"), 404);
    get("/trails/" + Requests.FIRST, Tokens.person("operator"), 403);
    get("/trails/" + Requests.FIRST, Tokens.person("capability-lead"), 403);
    given().get("/trails/" + Requests.FIRST).then().statusCode(401);
  }

  @Test
  @Order(9)
  void auditors_find_events_page_by_page() {
    var all = get("/events?correlation=%s&limit=200".formatted(Requests.FIRST));
    var found = new ArrayList<String>();
    var after = "";
    do {
      var page = get("/events?correlation=%s&limit=7&after=%s".formatted(Requests.FIRST, after));
      found.addAll(page.getList("items.attributes.id"));
      after = page.getString("next");
    } while (after != null);

    assertThat(found).isEqualTo(all.getList("items.attributes.id")).hasSize(Stories.length());
    assertThat(all.getString("items[0].data")).isNull();
    assertThat(find("type=offer-made").getList("items")).hasSize(1);
    assertThat(find("type=offer-made&until=2020-01-01T00:00:00Z").getList("items")).isEmpty();
    assertThat(find("from=2020-01-01T00:00:00Z&limit=200").getList("items"))
        .hasSize(Stories.length());
    assertThat(find("force=west-yorkshire").getList("items")).isEmpty();
  }

  private static JsonPath find(String query) {
    return get("/events?correlation=%s&%s".formatted(Requests.FIRST, query));
  }

  @Test
  @Order(10)
  void what_cannot_be_asked_is_a_problem_with_a_name() {
    assertProblem("/events?limit=201", 422, "limit-out-of-range");
    assertProblem("/events?after=x", 422, "after-invalid");
    assertProblem("/events?from=yesterday", 422, "invalid-input");
    assertProblem("/events?from=-99999-01-01T00:00:00Z", 422, "invalid-input");
    assertProblem("/events/" + Requests.NOBODYS, 404, "not-found");
    assertProblem("/log?size=999999", 422, "size-out-of-range");
    assertProblem("/log/proof?leaf=999999", 404, "no-such-leaf");
    assertProblem("/log/proof?leaf=-1", 404, "no-such-leaf");
    assertProblem("/log/leaves?limit=1001", 422, "leaves-out-of-range");
    assertProblem("/log/consistency?from=0", 422, "size-out-of-range");
    assertProblem("/log/consistency?from=9&to=8", 422, "size-out-of-range");
  }

  private static void assertProblem(String path, int status, String code) {
    var problem = get(path, Tokens.person("auditor"), status);
    assertThat(problem.getString("type")).endsWith("/problems/" + code);
  }
}
