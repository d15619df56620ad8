package crossforce.kit.http;

import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Operations;
import crossforce.kit.test.RealParts;
import crossforce.kit.test.WrongCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
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
    AccessTable.of(operations()).check("kit");
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_and_changes_nothing() {
    WrongCalls.check(
        operations()
            .paths("/epochs/{shard}", "/epochs/3", "/epochs/4")
            .paths("/outbox/{shard}", "/outbox/3", "/outbox/4")
            .paths(
                "/quarantine/{topic}/{partition}/{offset}",
                "/quarantine/t/0/0",
                "/quarantine/t/0/1")
            .body("PUT /clock", () -> "{\"now\":\"2030-01-01T00:00:00Z\"}")
            .body("PUT /epochs/{shard}", () -> "{\"why\":\"restored\"}")
            .body("PUT /outbox/{shard}/republication", () -> "{\"from\":1}")
            .body(
                "PUT /parked-keys/{topic}/{key}/discard",
                () -> "{\"why\":\"wrong\",\"eventIds\":[\"%s\"]}".formatted(UUID.randomUUID()))
            .body(
                "PUT /quarantine/{topic}/{partition}/{offset}/discard",
                () -> "{\"why\":\"wrong\"}"));
  }

  private static Operations operations() {
    return Operations.of("kent")
        .paths("/problems/{code}", "/problems/not-found", "/problems/try-again")
        .leavingOut("/probes", "/tellings");
  }
}
