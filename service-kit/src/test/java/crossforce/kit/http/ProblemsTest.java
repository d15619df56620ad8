package crossforce.kit.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import crossforce.kit.test.RealParts;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProblemsTest {
  private static final String BODY =
      """
      {"text":"all well","number":3,"colour":"red","parts":[]}\
      """;

  @TestHTTPResource URI root;

  @ParameterizedTest
  @CsvSource({
    "PROBE_UNKNOWN,404,probe-unknown",
    "PROBE_BUSY,409,probe-busy",
    "PROBE_TOO_LONG,422,probe-too-long",
    "PROBE_NOT_YOURS,403,probe-not-yours"
  })
  void a_refusal_knows_its_status_and_has_a_page(String refusal, int status, String code) {
    var answer = requester().get("/probes/refusals/" + refusal);

    isProblem(answer, status, code);
    answer.then().body("detail", equalTo("in this case"));
    var page = given().get("/problems/" + code);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).startsWith("text/html");
    assertThat(page.body().asString()).contains("with &lt;angles&gt; in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"\",\"number\":3,\"colour\":\"red\"}|422|invalid-input|text",
        "{\"text\":\"a\",\"number\":0,\"colour\":\"red\"}|422|invalid-input|number",
        "{\"text\":\"a\",\"number\":1.5,\"colour\":\"red\"}|422|invalid-input|number",
        "{\"text\":\"a\",\"colour\":\"red\"}|422|invalid-input|number",
        "{\"text\":\"a\",\"number\":\"1\",\"colour\":\"red\"}|422|invalid-input|number",
        "{\"text\":\"a\",\"number\":1000000000000000,\"colour\":\"red\"}|422|invalid-input|number",
        "{\"text\":\"a\",\"number\":1}|422|invalid-input|colour",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"green\"}|422|invalid-input|colour",
        "{\"text\":\"a\",\"number\":1,\"colour\":1}|422|invalid-input|colour",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"red\",\"parts\":[{\"name\":\"x\"},{\"name\":\"\"}]}|422|invalid-input|parts[1].name",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"red\",\"slot\":{\"from\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}}|422|invalid-input|slot",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"red\",\"slot\":{\"from\":\"soon\"}}|422|invalid-input|slot.from",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"red\",\"size\":1}|400|unknown-field|",
        "{\"text\":\"a\",\"text\":\"b\",\"number\":1,\"colour\":\"red\"}|400|malformed-json|",
        "{\"text\":\"a\",\"number\":1,\"colour\":\"red\"}{}|422|invalid-input|",
        "{\"text\":\"\\ud800\",\"number\":1,\"colour\":\"red\"}|422|invalid-input|text",
        "{\"text\":\"a\\udc00b\",\"number\":1,\"colour\":\"red\"}|422|invalid-input|text",
        "{\"text\":|400|malformed-json|",
        "[]|422|invalid-input|",
        "null|422|invalid-input|",
        "\"text\"|422|invalid-input|"
      })
  void a_bad_body_is_a_problem_and_leaves_nothing(
      String body, int status, String code, String field) {
    var before = written();

    var answer = put(UUID.randomUUID(), body);

    isProblem(answer, status, code);
    if (field != null) {
      answer.then().body("errors.field", hasItems(field));
    }
    assertThat(answer.body().asString()).doesNotContain("crossforce.", "java.", "Exception");
    assertThat(written()).isEqualTo(before);
  }

  @Test
  void a_character_of_two_halves_is_whole() {
    var body =
        """
        {"text":"\\ud83d\\ude93 \ud83d\ude93","number":1,"colour":"red"}\
        """;

    assertThat(put(UUID.randomUUID(), body).statusCode()).isEqualTo(200);
  }

  @Test
  void a_word_that_is_not_allowed_is_answered_with_those_that_are() {
    var answer = put(UUID.randomUUID(), "{\"text\":\"a\",\"number\":1,\"colour\":\"green\"}");

    assertThat(answer.jsonPath().getString("errors[0].message"))
        .isEqualTo("is not one of \"red\", \"blue\"");
  }

  @Test
  void an_empty_body_is_a_problem() {
    isProblem(
        requester().contentType(ContentType.JSON).put("/probes/" + UUID.randomUUID()),
        422,
        "invalid-input");
  }

  @Test
  void json_too_deep_is_not_even_read_to_its_end() throws Exception {
    var deep = "{\"text\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    var answer = send(HttpRequest.BodyPublishers.ofString(deep));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/problems/invalid-input").hasSizeLessThan(1000);
  }

  @Test
  void a_huge_body_is_a_problem_with_its_length_told_or_not() throws Exception {
    var huge = "{\"text\":\"" + "x".repeat(300 * 1024) + "\"}";

    var told = send(HttpRequest.BodyPublishers.ofString(huge));
    var untold =
        send(
            HttpRequest.BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(BODY.getBytes(UTF_8))));

    assertThat(told.statusCode()).isEqualTo(413);
    assertThat(told.body()).contains("/problems/body-too-large");
    assertThat(untold.statusCode()).isEqualTo(411);
    assertThat(untold.body()).contains("/problems/length-missing");
  }

  @Test
  void what_http_itself_knows_to_be_wrong_is_a_problem() {
    isProblem(
        requester().contentType(ContentType.TEXT).body("x").put("/probes/" + UUID.randomUUID()),
        415,
        "unsupported-media-type");
    isProblem(requester().delete("/probes"), 405, "method-not-allowed");
    isProblem(requester().get("/nowhere"), 404, "no-such-path");
    isProblem(requester().get("/nowhere/at/all"), 404, "no-such-path");
    isProblem(requester().accept("image/png").get("/probes"), 406, "not-acceptable");
    isProblem(
        requester().contentType(ContentType.JSON).body(BODY).put("/probes/not-an-id"),
        404,
        "no-such-path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/clock",
        "/epochs/3",
        "/outbox/3/republication",
        "/parked-keys/a.topic/a-key/discard",
        "/quarantine/a.topic/0/0/discard"
      })
  void what_operators_send_is_json(String path) {
    var operator = given().auth().oauth2(Tokens.person("operator"));

    isProblem(
        operator.contentType(ContentType.TEXT).body("{}").put(path), 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({"lock-timeout,503,try-again", "wrapped,503,try-again"})
  void trouble_is_worth_another_try(String how, int status, String code) {
    var answer = requester().get("/probes/failures/" + how);

    isProblem(answer, status, code);
    answer.then().header("Retry-After", notNullValue());
    assertThat(answer.body().asString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"impossible", "sql", "overflow", "no-such-part-of-a-time"})
  void the_impossible_shows_nothing_of_itself(String how) {
    var answer = requester().get("/probes/failures/" + how);

    isProblem(answer, 500, "impossible");
    assertThat(answer.body().asString())
        .doesNotContain("secret", "crossforce.", "Exception", "select");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text=a%00b",
        "at=%2B299999-01-01T00:00:00Z",
        "at=%2B1000000000-12-31T23:59:00Z",
        "at=%2B1000000000-12-31T23:59:59.9Z"
      })
  void what_nobody_can_keep_is_the_callers_to_correct(String query) {
    var answer = requester().urlEncodingEnabled(false).get("/probes/kept?" + query);

    isProblem(answer, 422, "value-not-storable");
  }

  @Test
  void changes_that_may_collide_say_what_they_have_seen() {
    var path = "/probes/" + UUID.randomUUID() + "/change";

    isProblem(requester().put(path), 428, "if-match-missing");
    isProblem(requester().header("If-Match", "\"2\"").put(path), 412, "version-stale");
    isProblem(requester().header("If-Match", "*").put(path), 412, "version-stale");
    isProblem(requester().header("If-Match", "W/\"3\"").put(path), 412, "version-stale");
    requester()
        .header("If-Match", "\"3\"")
        .put(path)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"4\""));
  }

  @Test
  void lists_come_in_parts_of_a_bounded_size() {
    requester().get("/probes").then().statusCode(200).body("items.size()", equalTo(50));
    requester()
        .get("/probes?limit=200")
        .then()
        .body("items.size()", equalTo(200))
        .body("next", equalTo("after-200"));
    isProblem(requester().get("/probes?limit=201"), 422, "limit-out-of-range");
    isProblem(requester().get("/probes?limit=0"), 422, "limit-out-of-range");
    isProblem(requester().get("/probes?limit=many"), 422, "invalid-input");
    isProblem(requester().get("/probes?after=x"), 422, "after-invalid");
  }

  @Test
  void every_answer_carries_the_exchange_and_is_kept_by_nobody() {
    requester()
        .header("X-Request-Id", "my-own-id-0001")
        .get("/probes/refusals/PROBE_BUSY")
        .then()
        .header("X-Request-Id", equalTo("my-own-id-0001"))
        .header("Cache-Control", equalTo("no-store"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .body("exchange", equalTo("my-own-id-0001"));
    requester()
        .header("X-Request-Id", "line\\nbreak")
        .get("/probes")
        .then()
        .header("X-Request-Id", not(equalTo("line\\nbreak")));
  }

  @Test
  void problems_have_pages_and_a_list_of_them_for_everybody() {
    var list = given().get("/problems").body().asString();

    for (var fault : Fault.values()) {
      assertThat(list).contains("/problems/" + fault.code());
    }
    for (var refusal : KitRefusal.values()) {
      assertThat(list).contains("/problems/" + refusal.code());
    }
    assertThat(given().get("/problems/no-such-problem").statusCode()).isEqualTo(404);
  }

  @Test
  void the_list_of_problems_says_of_each_what_its_page_says() {
    var list = given().get("/problems").htmlPath();
    var codes = list.getList("html.body.main.dl.dt.a", String.class);
    var meanings = list.getList("html.body.main.dl.dd", String.class);

    assertThat(codes).contains("probe-busy").hasSameSizeAs(meanings);
    for (var i = 0; i < codes.size(); i++) {
      var page = given().get("/problems/" + codes.get(i)).htmlPath();
      assertThat(meanings.get(i)).isEqualTo(page.getString("html.body.main.p[0]")).isNotBlank();
    }
  }

  @Test
  void documents_health_and_figures_are_open() {
    for (var path : new String[] {"/q/openapi", "/q/swagger-ui/", "/q/health/live", "/q/metrics"}) {
      assertThat(given().get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  /** By hand where REST Assured would print the body to find out whether it may want to. */
  private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws Exception {
    var request =
        HttpRequest.newBuilder(root.resolve("/probes/" + UUID.randomUUID()))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .PUT(body)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void the_openapi_document_tells_of_tokens_and_problems() {
    var document = given().get("/q/openapi?format=json").jsonPath();

    assertThat(document.getString("components.securitySchemes.token.scheme")).isEqualTo("bearer");
    assertThat(document.getString("paths.'/probes'.get.responses.default.$ref"))
        .isEqualTo("#/components/responses/Problem");
    assertThat(document.getList("components.schemas.Problem.required", String.class))
        .contains("type", "title", "status");
    assertThat(document.getString("paths.'/probes'.get.security")).contains("token");
    assertThat(document.getString("paths.'/problems'.get.security")).isNull();
  }

  private static long written() {
    return TestDatabase.current().count("creations") + TestDatabase.current().count("outbox");
  }

  private static Response put(UUID id, String body) {
    return requester().contentType(ContentType.JSON).body(body).put("/probes/" + id);
  }

  private static RequestSpecification requester() {
    return given().auth().oauth2(token());
  }

  private static String token() {
    return Tokens.person("requester", "west-yorkshire");
  }

  static void isProblem(Response answer, int status, String code) {
    var body = answer.body().asString();
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    var problem = JsonPath.from(body);
    assertThat(problem.getString("type")).isEqualTo("/problems/" + code);
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.getString("exchange")).isNotBlank();
  }
}
