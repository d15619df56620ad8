package crossforce.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Things of one force, after it has been lent something.
 *
 * @param stranger a force with people that has to do with none of them
 * @param paths by the beginning of an operation's template, the path to such a thing
 * @param bodies by the template of an operation, what it is sent
 */
record Belongings(String stranger, Map<String, String> paths, Map<String, String> bodies) {
  private static final long USES_HELP = 1; // With this seed a patron uses what it is lent.
  private static final String ASSET =
      """
      {"capability":"drone-team","name":"Drone team to try rights on",
       "base":{"latitude":53.8,"longitude":-1.5},"crew":2,"noticeToMove":"PT1H",
       "preparation":"PT15M","rateCode":"drone","legalBases":["s24"]}\
      """;
  private static final List<String> STRANGERS = List.of("south-yorkshire", "greater-manchester");

  static Belongings of(String force, Target target, Tokens tokens) {
    var chain = new Chain(target, tokens, force);
    var asked = oneDog(chain);
    var patron =
        new Patron(chain, asked, force, new Random(USES_HELP), () -> Duration.ofMillis(500));
    patron.run();
    if (!patron.state().equals("completed")) {
      throw new IllegalStateException("the request ended as " + patron.state());
    }
    var request = chain.requestId();
    var deployment = chain.deployments().getFirst();
    var call = chain.calls().getFirst();
    var charge = chain.charges().getFirst();
    var asset = lendable(force, target, tokens);
    return new Belongings(
        STRANGERS.stream().filter(other -> !other.equals(call.donor())).findFirst().orElseThrow(),
        Map.ofEntries(
            Map.entry("/requests/{id}", "/requests/" + request),
            Map.entry("/calls/{callId}", "/calls/" + call.callId()),
            Map.entry("/deployments/{id}", "/deployments/" + deployment.id()),
            Map.entry("/charges/{chargeId}", "/charges/" + charge.path("chargeId").asText()),
            Map.entry("/invoices/{invoiceId}", invoice(call.donor(), force, chain.now())),
            Map.entry("/accounts/{force}", "/accounts/" + force),
            Map.entry("/trails/{requestId}", "/trails/" + request),
            Map.entry("/assets/{id}", asset),
            Map.entry("/assets/{id}/accreditations/{code}", asset + "/accreditations/remote-pilot"),
            Map.entry("/forces/{id}", "/forces/" + force),
            Map.entry(
                "/forces/{id}/home-cover/{capability}",
                "/forces/" + force + "/home-cover/drone-team")),
        bodies(asked, chain.now()));
  }

  private static Map<String, String> bodies(ObjectNode asked, Instant now) {
    var why = "{\"why\":\"over\"}";
    return Map.ofEntries(
        Map.entry("/requests/{id}", asked.toString()),
        Map.entry("/requests/{id}/authorisation", "{\"decision\":\"given\",\"spendingLimit\":100}"),
        Map.entry(
            "/requests/{id}/firearms-authority",
            "{\"post\":\"Commander\",\"at\":\"%s\"}".formatted(now)),
        Map.entry("/requests/{id}/withdrawal", why),
        Map.entry("/calls/{callId}/offer", "{\"answer\":\"made\"}"),
        Map.entry("/calls/{callId}/offer/withdrawal", why),
        Map.entry(
            "/deployments/{id}/mobilisation",
            "{\"callSign\":\"A1\",\"headcount\":2,\"expectedArrival\":\"%s\"}".formatted(now)),
        Map.entry("/deployments/{id}/return", "{\"kilometres\":1}"),
        Map.entry("/deployments/{id}/stand-down", why),
        Map.entry("/charges/{chargeId}/dispute", why),
        Map.entry("/invoices/{invoiceId}", "{\"payer\":\"kent\",\"month\":\"2020-01\"}"),
        Map.entry("/assets/{id}", ASSET),
        Map.entry("/assets/{id}/accreditations/{code}", "{\"expires\":\"2099-01-01\"}"),
        Map.entry(
            "/assets/{id}/unavailabilities/{unavailabilityId}",
            """
            {"from":"2098-01-01T00:00:00Z","until":"2098-01-02T00:00:00Z","reason":"repair"}\
            """),
        Map.entry("/forces/{id}/home-cover/{capability}", "{\"least\":0}"));
  }

  /** What the donor asks the force to pay, through a finance officer that it is given here. */
  private static String invoice(String payee, String payer, Instant now) {
    TestPlatform.platform().addPeople("finance-officer", List.of(payee));
    var target = TestPlatform.target(); // With the officer's password.
    var month = YearMonth.from(now.atZone(ZoneId.of("Europe/London")));
    var path = "/invoices/" + UUID.randomUUID();
    var officer = new Tokens(target).person("finance-officer." + payee);
    var billing = target.billing();
    billing.needOk(
        "PUT an invoice",
        billing.put(path, officer, Map.of("payer", payer, "month", month.toString())));
    return path;
  }

  /** One more asset, which nobody misses when it is changed and withdrawn. */
  private static String lendable(String force, Target target, Tokens tokens) {
    var path = "/assets/" + UUID.randomUUID();
    var registry = target.registry();
    registry.needOk(
        "PUT an asset", registry.put(path, tokens.of("asset-manager", force), json(ASSET)));
    return path;
  }

  /**
   * The path to such a thing, or to something below it.
   *
   * @param template as in the table of roles and endpoints
   */
  Optional<String> path(String template) {
    return paths.keySet().stream()
        .filter(known -> (template + "/").startsWith(known + "/"))
        .max(Comparator.comparing(String::length))
        .map(known -> paths.get(known) + template.substring(known.length()))
        .map(path -> path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
  }

  String body(String template) {
    return bodies.getOrDefault(template, "{}");
  }

  /** Of one donor only, so that a force with people is left that has nothing to do with it. */
  private static ObjectNode oneDog(Chain chain) {
    var body = RequestFile.read("").at(chain.now());
    body.put("spendingLimit", 20_000_000);
    body.putArray("lines")
        .addObject()
        .put("number", 1)
        .put("capability", "general-purpose-dog")
        .put("least", 1)
        .put("most", 1);
    return body;
  }

  private static JsonNode json(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
