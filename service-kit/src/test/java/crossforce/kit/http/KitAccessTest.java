package crossforce.kit.http;

import crossforce.kit.test.AccessTable;
import crossforce.kit.test.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealParts.class,
    initArgs =
        @ResourceArg(name = "topics", value = "kit.telling.v1,kit.operations.v1,kit.tales.v1"))
@DisplayNameGeneration(ReplaceUnderscores.class)
class KitAccessTest {
  @Test
  void who_may_call_what_the_kit_brings_to_every_service() {
    AccessTable.of("kent")
        .paths("/problems/{code}", "/problems/not-found", "/problems/try-again")
        .leavingOut("/probes", "/tellings")
        .check("kit");
  }
}
