package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Things of one force, after it has been lent something.
 *
 * @param stranger a force with people that has to do with none of them
 * @param paths by the template of an operation, the path to such a thing
 */
record Belongings(String stranger, Map<String, String> paths) {
  private static final long USES_HELP = 1; // With this seed a patron uses what it is lent.
  private static final List<String> STRANGERS = List.of("south-yorkshire", "greater-manchester");

  static Belongings of(String force, Target target, Tokens tokens) {
    var chain = new Chain(target, tokens, force);
    var patron = new Patron(chain, oneDog(chain), force, new Random(USES_HELP));
    patron.run();
    if (!patron.state().equals("completed")) {
      throw new IllegalStateException("the request ended as " + patron.state());
    }
    var request = chain.requestId();
    var deployment = chain.deployments().getFirst();
    var call = chain.calls().getFirst();
    var charge = chain.charges().getFirst();
    var asset =
        "/assets/"
            + first(
                    target
                        .registry()
                        .need("/assets?limit=1&force=" + force, tokens.of("asset-manager", force)))
                .path("assetId")
                .asText();
    return new Belongings(
        STRANGERS.stream().filter(other -> !other.equals(call.donor())).findFirst().orElseThrow(),
        Map.ofEntries(
            Map.entry("/requests/{id}", "/requests/" + request),
            Map.entry("/requests/{id}/candidates", "/requests/" + request + "/candidates"),
            Map.entry("/calls/{callId}", "/calls/" + call.callId()),
            Map.entry("/deployments/{id}", "/deployments/" + deployment.id()),
            Map.entry("/charges/{chargeId}", "/charges/" + charge.path("chargeId").asText()),
            Map.entry("/accounts/{force}/entries", "/accounts/" + force + "/entries"),
            Map.entry("/trails/{requestId}", "/trails/" + request),
            Map.entry("/assets/{id}", asset),
            Map.entry("/assets/{id}/availability", asset + "/availability"),
            Map.entry("/assets/{id}/bookings", asset + "/bookings"),
            Map.entry("/assets/{id}/unavailabilities", asset + "/unavailabilities"),
            Map.entry("/forces/{id}", "/forces/" + force),
            Map.entry("/forces/{id}/home-cover", "/forces/" + force + "/home-cover")));
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

  private static JsonNode first(JsonNode page) {
    return page.path("items").path(0);
  }
}
