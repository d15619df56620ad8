package crossforce.registry;

import crossforce.contract.ForceId;
import crossforce.kit.test.AccessTable;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  @Inject Fleet fleet;

  @Test
  void who_may_call_what() {
    fleet.register();
    var own = "/assets/" + fleet.publish(Fleet.DRONES, new ForceId("west-yorkshire"));
    var other = "/assets/" + fleet.publish(Fleet.DRONES, new ForceId("kent"));

    fleet.define("kites"); // Two that may be retired without harm to other tests.
    fleet.define("balloons");

    AccessTable.of("west-yorkshire")
        .paths("/problems/{code}", "/problems/asset-unknown", "/problems/try-again")
        .paths("/forces/{id}", "/forces/west-yorkshire", "/forces/kent")
        .paths(
            "/forces/{id}/home-cover/{capability}",
            "/forces/west-yorkshire/home-cover/drone-team",
            "/forces/kent/home-cover/drone-team")
        .paths("/capabilities/{code}", "/capabilities/kites", "/capabilities/balloons")
        .paths("/assets/{id}", own, other)
        .paths(
            "/assets/{id}/accreditations/{code}",
            own + "/accreditations/remote-pilot",
            other + "/accreditations/remote-pilot")
        .body("PUT /forces/{id}/home-cover/{capability}", () -> "{\"least\":0}")
        .body("PUT /assets/{id}", AccessTest::asset)
        .body("PUT /assets/{id}/accreditations/{code}", () -> "{\"expires\":\"2099-01-01\"}")
        .body(
            "PUT /assets/{id}/unavailabilities/{unavailabilityId}",
            () ->
                """
                {"from":"2098-01-01T00:00:00Z","until":"2098-01-02T00:00:00Z",
                 "reason":"%s"}\
                """
                    .formatted(UUID.randomUUID()))
        .check("capability-registry");
  }

  /** Always another one, so that a change of what exists is asked for its version. */
  private static String asset() {
    return """
    {"capability":"drone-team","name":"Drone team %s",
     "base":{"latitude":53.8,"longitude":-1.5},"crew":2,"noticeToMove":"PT1H",
     "preparation":"PT15M","rateCode":"drone","legalBases":["s24"]}\
    """
        .formatted(UUID.randomUUID());
  }
}
