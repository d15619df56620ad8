package crossforce.kit.time;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.test.RealParts;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClockResourceTest {
  @Inject Clock clock;

  @Test
  void an_operator_moves_the_clock_forward_and_nobody_else_does() {
    var wanted = clock.instant().plus(Duration.ofHours(2));

    var moved = move(Tokens.person("operator"), wanted);

    assertThat(moved.statusCode()).isEqualTo(200);
    assertThat(Instant.parse(moved.jsonPath().getString("now"))).isAfterOrEqualTo(wanted);
    assertThat(clock.instant()).isAfterOrEqualTo(wanted);
    assertThat(move(Tokens.person("requester", "kent"), wanted.plusSeconds(9)).statusCode())
        .isEqualTo(403);
    var back = move(Tokens.person("operator"), wanted.minusSeconds(60));
    assertThat(back.statusCode()).isEqualTo(409);
    assertThat(back.asString()).contains("/problems/clock-backwards");
  }

  private static Response move(String token, Instant now) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body("{\"now\":\"%s\"}".formatted(now))
        .put("/clock");
  }
}
