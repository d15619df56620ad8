package crossforce.broker;

import static io.restassured.RestAssured.given;

import crossforce.contract.CapabilityCode;
import crossforce.contract.broker.CallRef;
import crossforce.kit.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The people of three forces and their machines, over public URLs with their own tokens. */
public final class People {
  public static final String HOST = "west-yorkshire";
  public static final String NEAR = "north-yorkshire";
  public static final String FAR = "humberside";

  private People() {}

  /** A request as the public API takes it, to be changed at will. */
  public static Map<String, Object> body(String priority, Map<?, ?>... lines) {
    var now = now().truncatedTo(ChronoUnit.SECONDS);
    var body = new TreeMap<String, Object>();
    body.put("lines", List.of(lines));
    body.put(
        "place",
        Map.of(
            "position",
                Map.of(
                    "latitude", World.STATION.latitude(), "longitude", World.STATION.longitude()),
            "rendezvousPoint", "Main entrance",
            "contactPost", "Force incident manager",
            "contactNumber", "+44 113 496 0000",
            "talkgroup", "WY-1",
            "hazards", List.of("armed suspects")));
    body.put("incidentReference", "WY-2026-1");
    body.put("window", window(now.plus(Duration.ofHours(3)), now.plus(Duration.ofHours(9))));
    body.put("priority", priority);
    body.put("purpose", "Search of a station");
    body.put("legalBasis", "s24");
    body.put("funding", "WY-OPS");
    body.put("spendingLimit", 1_000_00);
    body.put("classification", "official-sensitive");
    body.put("authority", authority(false));
    return body;
  }

  /** Domain time, which tests may have moved. */
  public static Instant now() {
    return CDI.current().select(Clock.class).get().instant();
  }

  public static void moveClockTo(Instant instant) {
    as("operator").body(Map.of("now", instant.toString())).put("/clock").then().statusCode(200);
  }

  public static Map<String, Object> window(Instant from, Instant until) {
    return Map.of("from", from.toString(), "until", until.toString());
  }

  public static Map<String, Object> authority(boolean pending) {
    return Map.of(
        "post",
        "Strategic firearms commander",
        "at",
        now().minusSeconds(600).toString(),
        "pendingRatification",
        pending);
  }

  public static Map<String, Object> line(
      int number, CapabilityCode capability, int least, int most) {
    return Map.of("number", number, "capability", capability.value(), "least", least, "most", most);
  }

  public static RequestSpecification as(String role, String force) {
    return given()
        .header("Authorization", "Bearer " + Tokens.person(role, force))
        .contentType(ContentType.JSON);
  }

  public static RequestSpecification as(String role) {
    return given()
        .header("Authorization", "Bearer " + Tokens.person(role))
        .contentType(ContentType.JSON);
  }

  /** Submitted by the host's requester and authorised by its second person. */
  public static UUID authorised(Map<String, Object> body, long limit) {
    var id = submitted(body);
    as("authoriser", HOST)
        .header("If-Match", tag(id))
        .body(Map.of("decision", "given", "spendingLimit", limit))
        .put("/requests/" + id + "/authorisation")
        .then()
        .statusCode(200);
    return id;
  }

  public static UUID submitted(Map<String, Object> body) {
    var id = UUID.randomUUID();
    as("requester", HOST).body(body).put("/requests/" + id).then().statusCode(201);
    return id;
  }

  public static String tag(UUID request) {
    return as("authoriser", HOST).get("/requests/" + request).header("ETag");
  }

  public static String state(UUID request) {
    return as("requester", HOST).get("/requests/" + request).path("state");
  }

  public static void offer(CallRef call) {
    answer(call, Map.of("answer", "made"));
  }

  public static void answer(CallRef call, Map<String, ?> answer) {
    as("duty-officer", call.donor().value())
        .body(answer)
        .put("/calls/" + call.callId() + "/offer")
        .then()
        .statusCode(200);
  }
}
