package crossforce.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The clients of the realm: made when missing, their settings, secrets and scopes put back when
 * they differ.
 */
final class RealmClients {
  private static final String SCOPES = "defaultClientScopes";

  private final RealmResource realm;
  private final List<String> repaired;
  private final Map<String, ClientRepresentation> existing;
  private final Map<String, String> scopeIds;

  RealmClients(RealmResource realm, List<String> repaired) {
    this.realm = realm;
    this.repaired = repaired;
    this.existing =
        realm.clients().findAll().stream()
            .collect(Collectors.toMap(ClientRepresentation::getClientId, client -> client));
    this.scopeIds =
        realm.clientScopes().findAll().stream()
            .collect(
                Collectors.toMap(
                    ClientScopeRepresentation::getName, ClientScopeRepresentation::getId));
  }

  /** The id Keycloak gave it. */
  String client(ObjectNode wanted) {
    var clientId = wanted.path("clientId").asText();
    var there = existing.get(clientId);
    if (there == null) {
      repaired.add("client " + clientId);
      return Answer.check(realm.clients().create(Realm.as(wanted, ClientRepresentation.class)));
    }
    var actual = Realm.tree(there);
    if (!Drift.isNone(wanted, actual)) {
      var plain = wanted.deepCopy().without(SCOPES);
      realm
          .clients()
          .get(there.getId())
          .update(Realm.as(Drift.mended(plain, actual), ClientRepresentation.class));
      scopes(there.getId(), wanted.path(SCOPES), actual.path(SCOPES));
      repaired.add("client " + clientId);
    }
    return there.getId();
  }

  UserRepresentation serviceAccount(String id) {
    return realm.clients().get(id).getServiceAccountUser();
  }

  /** Scopes have their own doors; an update of the client leaves them alone. */
  private void scopes(String id, JsonNode wanted, JsonNode actual) {
    var client = realm.clients().get(id);
    var right = Realm.texts(wanted);
    var there = Realm.texts(actual);
    right.stream()
        .filter(scope -> !there.contains(scope))
        .map(this::scopeId)
        .forEach(client::addDefaultClientScope);
    there.stream()
        .filter(scope -> !right.contains(scope))
        .map(this::scopeId)
        .forEach(client::removeDefaultClientScope);
  }

  private String scopeId(String name) {
    var id = scopeIds.get(name);
    if (id == null) throw new PlatformTrouble("The realm has no client scope " + name + ".");
    return id;
  }
}
