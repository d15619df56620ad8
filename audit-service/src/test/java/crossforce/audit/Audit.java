package crossforce.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import crossforce.kit.test.Tokens;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The audit's public URLs, as an auditor calls them. */
final class Audit {
  private static final String AUDITOR = Tokens.person("auditor");

  private Audit() {}

  static JsonPath get(String path) {
    return get(path, AUDITOR, 200);
  }

  static JsonPath get(String path, String token, int status) {
    return given().auth().oauth2(token).get(path).then().statusCode(status).extract().jsonPath();
  }

  static long size() {
    return get("/log").getLong("size");
  }

  static void awaitSize(long size) {
    await().atMost(Duration.ofSeconds(60)).until(() -> size() >= size);
    assertThat(size()).isEqualTo(size); // And nothing more.
  }

  static List<Map<String, Object>> allFindings() {
    return get("/verification").getList("findings");
  }

  /** But for what one test does for ever. */
  static List<Map<String, Object>> findings() {
    var known = "/billing-service/%02d/1".formatted(Requests.equivocator());
    return allFindings().stream().filter(finding -> !known.equals(finding.get("source"))).toList();
  }

  static void assertVerified() {
    assertThat(findings()).isEmpty();
    var outcome = get("/verification");
    assertThat(outcome.getBoolean("verified")).isEqualTo(outcome.getList("findings").isEmpty());
    assertThat(outcome.getString("rootHash")).isEqualTo(get("/log").getString("rootHash"));
  }

  /** The value of a gauge, as Prometheus sees it. */
  static double gauge(String name) {
    var line =
        given()
            .get("/q/metrics")
            .asString()
            .lines()
            .filter(text -> text.startsWith(name + " ") || text.startsWith(name + "{"))
            .findFirst();
    return line.map(text -> Double.parseDouble(Arrays.asList(text.split(" ")).getLast()))
        .orElse(-1.0);
  }
}
