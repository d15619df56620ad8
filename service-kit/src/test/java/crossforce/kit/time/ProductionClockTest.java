package crossforce.kit.time;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.test.RealParts;
import crossforce.kit.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ProductionClockTest.Production.class)
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProductionClockTest {
  /** A build as production has it. */
  public static class Production implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("crossforce.clock.movable", "false");
    }
  }

  @Inject Clock clock;

  @Test
  void a_production_build_has_nothing_that_moves_the_clock() {
    assertThat(clock).isInstanceOf(FixedToMachineClock.class);
    var answer = given().auth().oauth2(Tokens.person("operator")).get("/clock");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }
}
