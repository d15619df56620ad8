package crossforce.registry;

import crossforce.contract.ForceId;
import crossforce.kit.test.AccessTable;
import crossforce.kit.test.Operations;
import crossforce.kit.test.WrongCalls;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {
  private static final String DEFINITION =
      """
      {"name":"Gliders","kind":"air","level":"1","leastCrew":1,"equipment":["glider"],
       "accreditations":["glider-pilot"],"noticeToMove":"PT1H","sensitivity":"open",
       "expertLead":"National gliders lead","speedKph":60}\
      """;

  @Inject Fleet fleet;

  @Test
  void who_may_call_what() {
    AccessTable.of(operations()).check("capability-registry");
  }

  @Test
  void what_is_wrong_with_a_call_is_a_problem_and_changes_nothing() {
    WrongCalls.check(
        operations()
            .leavingOut(WrongCalls.OF_THE_KIT)
            .paths("PUT /assets/{id}", "/assets/{id}", "/assets/{id}")
            .paths("PUT /capabilities/{code}", "/capabilities/gliders", "/capabilities/gliders")
            .body("PUT /assets/{id}", AccessTest::staffedAsset)
            .body("PUT /capabilities/{code}", () -> DEFINITION));
  }

  private Operations operations() {
    fleet.register();
    fleet.define("kites"); // Two that may be retired without harm to other tests.
    fleet.define("balloons");
    var own = "/assets/" + fleet.publish(Fleet.DRONES, new ForceId("west-yorkshire"));
    var other = "/assets/" + fleet.publish(Fleet.DRONES, new ForceId("kent"));
    return Operations.of("west-yorkshire")
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
                    .formatted(UUID.randomUUID()));
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

  private static String staffedAsset() {
    return """
    {"capability":"drone-team","name":"Drone team","base":{"latitude":53.8,"longitude":-1.5},
     "crew":2,"noticeToMove":"PT1H","preparation":"PT15M","rest":"PT9H","rateCode":"drone",
     "staffed":[{"days":["MONDAY"],"from":"08:00","until":"16:00"}],"legalBases":["s24"]}\
    """;
  }
}
