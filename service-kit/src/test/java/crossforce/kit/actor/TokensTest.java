package crossforce.kit.actor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import crossforce.kit.test.RealParts;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensTest {
  @Inject Actors actors;

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("expired", Tokens.expired(), "token-expired"),
        Arguments.of("another realm's", Tokens.otherRealm(), "token-invalid"),
        Arguments.of("forged", Tokens.forged(), "token-invalid"),
        Arguments.of("unsigned", Tokens.unsigned(), "token-invalid"),
        Arguments.of("for others", Tokens.with(Map.of("aud", "account")), "token-invalid"),
        Arguments.of("for nobody", without("aud"), "token-invalid"),
        Arguments.of("without end", without("exp"), "token-invalid"),
        Arguments.of("of nobody", without("sub"), "token-invalid"),
        Arguments.of("an id token", Tokens.with(Map.of("typ", "ID")), "token-invalid"),
        Arguments.of("odd force", Tokens.with(Map.of("force", "../all")), "token-invalid"),
        Arguments.of("odd roles", Tokens.with(Map.of("roles", "operator")), "token-invalid"),
        Arguments.of("odd subject", Tokens.with(Map.of("sub", "a b\nc")), "token-invalid"),
        Arguments.of("no token", "nonsense", "token-invalid"),
        Arguments.of("cut", cut(Tokens.person("requester", "kent")), "token-invalid"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void a_bad_token_is_refused(String what, String token, String code) {
    var answer = given().auth().oauth2(token).get("/probes");

    isProblem(answer, 401, code);
    assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
  }

  @Test
  void without_a_token_there_is_only_what_is_open() {
    isProblem(given().get("/probes"), 401, "token-missing");
    isProblem(given().auth().preemptive().basic("a", "b").get("/probes"), 401, "token-missing");
    isProblem(given().get("/nowhere"), 401, "token-missing");
    assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_missing_role_is_told_with_the_roles_that_may() {
    var answer = as(Tokens.person("operator")).get("/probes");

    isProblem(answer, 403, "role-missing");
    assertThat(answer.jsonPath().getString("detail"))
        .isEqualTo("Your token carries none of the roles that may do this: requester, auditor.");
    answer = as(Tokens.person("requester")).get("/outbox");
    isProblem(answer, 403, "role-missing");
    assertThat(answer.jsonPath().getString("detail")).endsWith("do this: operator.");
  }

  @Test
  void a_token_without_a_force_acts_for_none() {
    isProblem(as(Tokens.person("operator")).get("/probes/force"), 403, "no-force");
  }

  @Test
  void a_person_is_known_by_subject_force_and_roles() {
    as(Tokens.person(List.of("requester", "authoriser"), "kent"))
        .get("/probes/actor")
        .then()
        .statusCode(200)
        .body("auth.type", equalTo("USER"))
        .body("auth.id", equalTo(Tokens.subject("authoriser+requester", "kent")))
        .body("force", equalTo("kent"))
        .body("roles.size()", equalTo(2));
    as(Tokens.person("operator")).get("/probes/actor").then().body("force", nullValue());
  }

  @Test
  void a_machine_is_a_service_account() {
    as(Tokens.machine("kent"))
        .get("/probes/actor")
        .then()
        .statusCode(200)
        .body("auth.type", equalTo("SERVICE_ACCOUNT"))
        .body("force", equalTo("kent"));
  }

  @Test
  void outside_a_call_the_service_itself_acts() {
    var actor = actors.current();

    assertThat(actor.id().value()).isEqualTo("kit-test");
    assertThat(actor.auth().type().toString()).isEqualTo("system");
    assertThat(actor.force()).isEmpty();
  }

  private static io.restassured.specification.RequestSpecification as(String token) {
    return given().auth().oauth2(token);
  }

  private static String without(String claim) {
    return Tokens.with(Collections.singletonMap(claim, null));
  }

  private static String cut(String token) {
    return token.substring(0, token.length() - 2);
  }

  private static void isProblem(Response answer, int status, String code) {
    var body = answer.body().asString();
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(JsonPath.from(body).getString("type")).isEqualTo("/problems/" + code);
  }
}
