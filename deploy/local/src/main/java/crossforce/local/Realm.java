package crossforce.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;

/**
 * Makes the realm of {@code deploy/keycloak} and repairs it: what is defined there is put back,
 * what was added beside it stays, and where nothing differs nothing is written.
 */
final class Realm {
  static final String NAME = "crossforce";
  private static final int ATTEMPTS = 25; // More than the pool has connections.
  private static final JsonNode DEFINED = Definition.tree("keycloak/realm.json");
  private static final JsonNode LOCAL = Definition.tree("keycloak/local.json");
  private static final List<String> NOT_SETTINGS =
      List.of("roles", "clientScopes", "userAttributes", "forceClient", "forceClientRoles");

  private final Keycloak keycloak;
  private final Secrets secrets;
  private final List<String> repaired = new ArrayList<>();

  Realm(Keycloak keycloak, Secrets secrets) {
    this.keycloak = keycloak;
    this.secrets = secrets;
  }

  /** Repaired, also while Keycloak still finds out that connections of its pool have died. */
  static List<String> repaired(Keycloak keycloak, Secrets secrets) {
    for (var attempt = 1; ; attempt++) {
      try {
        return new Realm(keycloak, secrets).repair();
      } catch (ProcessingException | InternalServerErrorException e) {
        if (attempt == ATTEMPTS) {
          throw new PlatformTrouble(
              "Keycloak does not let its realm be repaired: " + e.getMessage(), e);
        }
      }
    }
  }

  static JsonNode local() {
    return LOCAL;
  }

  /** What it made or repaired, in words; empty when all was as defined. */
  List<String> repair() {
    settings();
    var realm = keycloak.realm(NAME);
    roles(realm);
    clientScopes(realm);
    userAttributes(realm);
    var people = people(realm);
    var clients = new RealmClients(realm, repaired);
    for (var force : Force.all()) {
      people.group(force);
      var wanted = (ObjectNode) filled(DEFINED.path("forceClient"), force);
      var clientId = wanted.path("clientId").asText();
      var id = clients.client(wanted.put("secret", secrets.ofClient(clientId)));
      people.machine(
          clients.serviceAccount(id), clientId, force, texts(DEFINED.path("forceClientRoles")));
    }
    LOCAL.path("clients").forEach(client -> clients.client((ObjectNode) client));
    for (var person : Person.allOf(LOCAL, Force.all()))
      people.person(person, secrets.ofUser(person.username()));
    return List.copyOf(repaired);
  }

  /** Makes somebody of this post for each force that has nobody, beside those who are defined. */
  void addPeople(String post, Collection<String> forces) {
    var people = people(keycloak.realm(NAME));
    for (var force : Force.all()) {
      if (!forces.contains(force.id())) continue;
      var person = Person.of(post, List.of(post), force);
      people.person(person, secrets.ofUser(person.username()));
    }
  }

  private RealmPeople people(RealmResource realm) {
    var roles =
        realm.roles().list(false).stream()
            .collect(Collectors.toMap(RoleRepresentation::getName, role -> role));
    var declared = new HashSet<String>();
    DEFINED.path("roles").path("realm").forEach(role -> declared.add(role.path("name").asText()));
    return new RealmPeople(realm, roles, declared, repaired);
  }

  private void settings() {
    var wanted = ((ObjectNode) DEFINED.deepCopy()).remove(NOT_SETTINGS);
    var realms = keycloak.realms();
    try {
      var actual = tree(realms.realm(NAME).toRepresentation());
      if (Drift.isNone(wanted, actual)) return;
      realms.realm(NAME).update(as(Drift.mended(wanted, actual), RealmRepresentation.class));
      repaired.add("settings of the realm");
    } catch (NotFoundException _) {
      realms.create(as(wanted, RealmRepresentation.class));
      repaired.add("realm " + NAME);
    }
  }

  private void roles(RealmResource realm) {
    var existing =
        realm.roles().list(false).stream()
            .collect(Collectors.toMap(RoleRepresentation::getName, role -> role));
    for (var wanted : DEFINED.path("roles").path("realm")) {
      var name = wanted.path("name").asText();
      var actual = existing.get(name);
      if (actual == null) {
        realm.roles().create(as(wanted, RoleRepresentation.class));
      } else if (!Drift.isNone(wanted, tree(actual))) {
        realm
            .roles()
            .get(name)
            .update(as(Drift.mended(wanted, tree(actual)), RoleRepresentation.class));
      } else {
        continue;
      }
      repaired.add("role " + name);
    }
  }

  private void clientScopes(RealmResource realm) {
    var existing =
        realm.clientScopes().findAll().stream()
            .collect(Collectors.toMap(ClientScopeRepresentation::getName, scope -> scope));
    for (var wanted : DEFINED.path("clientScopes")) {
      var name = wanted.path("name").asText();
      var actual = existing.get(name);
      if (actual == null) {
        Answer.check(realm.clientScopes().create(as(wanted, ClientScopeRepresentation.class)));
        repaired.add("client scope " + name);
        continue;
      }
      var scope = realm.clientScopes().get(actual.getId());
      var plain = ((ObjectNode) wanted.deepCopy()).without("protocolMappers");
      if (!Drift.isNone(plain, tree(actual))) {
        scope.update(as(Drift.mended(plain, tree(actual)), ClientScopeRepresentation.class));
        repaired.add("client scope " + name);
      }
      var mappers = tree(scope.getProtocolMappers().getMappers());
      for (var mapper : wanted.path("protocolMappers")) {
        var there = named(mappers, mapper.path("name").asText());
        if (Drift.isNone(mapper, there)) continue;
        if (there.isMissingNode()) {
          Answer.check(
              scope
                  .getProtocolMappers()
                  .createMapper(as(mapper, ProtocolMapperRepresentation.class)));
        } else {
          scope
              .getProtocolMappers()
              .update(
                  there.path("id").asText(),
                  as(Drift.mended(mapper, there), ProtocolMapperRepresentation.class));
        }
        repaired.add("mapper " + mapper.path("name").asText());
      }
    }
  }

  private void userAttributes(RealmResource realm) {
    var profile = realm.users().userProfile();
    var actual = tree(profile.getConfiguration());
    for (var wanted : DEFINED.path("userAttributes")) {
      var name = wanted.path("name").asText();
      var there = named(actual.path("attributes"), name);
      if (Drift.isNone(wanted, there)) continue;
      var config = as(actual, UPConfig.class);
      config.addOrReplaceAttribute(as(Drift.mended(wanted, there), UPAttribute.class));
      profile.update(config);
      repaired.add("user attribute " + name);
    }
  }

  private static JsonNode filled(JsonNode template, Force force) {
    var text = template.toString().replace("{force}", force.id()).replace("{name}", force.name());
    return read(text);
  }

  static JsonNode read(String text) {
    try {
      return Definition.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }

  private static JsonNode named(JsonNode list, String name) {
    for (var node : list) {
      if (node.path("name").asText().equals(name)) return node;
    }
    return MissingNode.getInstance();
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  static JsonNode tree(Object representation) {
    return Definition.JSON.valueToTree(representation);
  }

  static <T> T as(JsonNode node, Class<T> type) {
    return Definition.JSON.convertValue(node, type);
  }
}
