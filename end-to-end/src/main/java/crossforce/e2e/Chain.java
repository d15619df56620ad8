package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** One request through the platform, act by act, by the people and machines whose acts they are. */
public final class Chain {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Set<String> ENDED_UNFILLED = Set.of("unable-to-fill", "withdrawn", "expired");

  /** What is told on the way to help that came, returned and is charged. */
  private static final Set<String> COMPLETED =
      Set.of(
          "request-submitted",
          "request-authorised",
          "request-published",
          "candidates-ranked",
          "hold-requested",
          "booking-held",
          "quote-requested",
          "quote-given",
          "donor-called",
          "offer-made",
          "order-placed",
          "booking-committed",
          "order-confirmed",
          "request-fulfilled",
          "deployment-mobilised",
          "deployment-arrived",
          "deployment-on-task",
          "deployment-released",
          "deployment-returned",
          "booking-ended",
          "request-completed",
          "charge-rated",
          "charge-agreed");

  private final Target target;
  private final Tokens tokens;
  private final String host;
  private final String requestId;

  public Chain(Target target, Tokens tokens, String host) {
    this(target, tokens, host, UUID.randomUUID().toString());
  }

  public Chain(Target target, Tokens tokens, String host, String requestId) {
    this.target = target;
    this.tokens = tokens;
    this.host = host;
    this.requestId = requestId;
  }

  /** A call as its donor or its host sees it. */
  public record Call(int line, String callId, String donor, String state, JsonNode view) {}

  /** A deployment with the two forces it concerns. */
  public record Deployment(String id, String donor, JsonNode view) {}

  public String requestId() {
    return requestId;
  }

  public void submit(ObjectNode body) {
    target
        .broker()
        .needOk(
            "PUT the request",
            target.broker().put("/requests/" + requestId, tokens.of("requester", host), body));
  }

  public void authorise(long spendingLimitPence) {
    var seen = target.broker().get("/requests/" + requestId, tokens.of("authoriser", host));
    var decision = Map.of("decision", "given", "spendingLimit", spendingLimitPence);
    target
        .broker()
        .needOk(
            "PUT the authorisation",
            target
                .broker()
                .put(
                    "/requests/" + requestId + "/authorisation",
                    tokens.of("authoriser", host),
                    decision,
                    seen.etag().orElse("")));
  }

  public JsonNode request() {
    return target.broker().need("/requests/" + requestId, tokens.of("requester", host));
  }

  public String state() {
    return request().path("state").asText();
  }

  public List<Call> calls() {
    return calls(request());
  }

  /** The calls of a request as it was seen. */
  static List<Call> calls(JsonNode request) {
    var calls = new ArrayList<Call>();
    request
        .path("lines")
        .forEach(line ->
            line.path("calls")
                .forEach(call ->
                    calls.add(
                        new Call(
                            line.path("number").asInt(),
                            call.path("callId").asText(),
                            call.path("donor").asText(),
                            call.path("state").asText(),
                            call))));
    return calls;
  }

  /** Who could go, and why the others cannot, as the host may know it. */
  public JsonNode candidates() {
    return target
        .broker()
        .need("/requests/" + requestId + "/candidates", tokens.of("requester", host));
  }

  public void answer(Call call, Map<String, String> answer) {
    target
        .broker()
        .needOk(
            "PUT the offer",
            target
                .broker()
                .put(
                    "/calls/" + call.callId() + "/offer",
                    tokens.of("duty-officer", call.donor()),
                    answer));
  }

  /** What the donor sees of a call: the asset, the price, the deadline. */
  public JsonNode seenByDonor(Call call) {
    return target.broker().need("/calls/" + call.callId(), tokens.of("duty-officer", call.donor()));
  }

  public List<Deployment> deployments() {
    return calls().stream()
        .filter(call -> call.state().equals("confirmed"))
        .map(this::deployment)
        .toList();
  }

  public Deployment deployment(Call call) {
    return deployment(seenByDonor(call).path("deploymentId").asText(), call.donor());
  }

  Deployment deployment(String id, String donor) {
    var view = target.broker().need("/deployments/" + id, tokens.of("duty-officer", donor));
    return new Deployment(id, donor, view);
  }

  /** The platform's time. */
  public Instant now() {
    var clock = target.broker().need("/clock", tokens.of("requester", host));
    return Instant.parse(clock.path("now").asText());
  }

  public void withdraw(String why) {
    var token = tokens.of("requester", host);
    var seen = target.broker().get("/requests/" + requestId, token);
    target
        .broker()
        .needOk(
            "PUT the withdrawal",
            target
                .broker()
                .put(
                    "/requests/" + requestId + "/withdrawal",
                    token,
                    Map.of("why", why),
                    seen.etag().orElse("")));
  }

  public void step(Deployment deployment, String by, String step, Map<String, ?> body) {
    target
        .broker()
        .needOk(
            "PUT " + step,
            target
                .broker()
                .put(
                    "/deployments/" + deployment.id() + "/" + step,
                    tokens.of("duty-officer", by),
                    body));
  }

  public List<JsonNode> charges() {
    var page =
        target.billing().need("/charges?request=" + requestId, tokens.of("finance-officer", host));
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  public void agree(String chargeId) {
    var token = tokens.of("finance-officer", host);
    var seen = target.billing().get("/charges/" + chargeId, token);
    target
        .billing()
        .needOk(
            "PUT the agreement",
            target
                .billing()
                .put(
                    "/charges/" + chargeId + "/agreement",
                    token,
                    Map.of(),
                    seen.etag().orElse("")));
  }

  public Optional<Trail> trail() {
    return Trail.find(target.audit(), requestId, tokens.person("auditor"));
  }

  /** Its causes, what must be in it, and every leaf of it; gives the log's root. */
  public String prove(Trail trail) {
    var state = state();
    trail.checkCauses(state.equals("completed") ? COMPLETED : Set.of("request-" + state));
    return trail.prove(target.audit(), tokens.person("auditor"));
  }
}
