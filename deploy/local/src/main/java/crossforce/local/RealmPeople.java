package crossforce.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Who acts in the realm, people and machines: their force, group and roles are put back when they
 * differ. A person's password is set once, when the person is made: to ask whether it still works
 * would open a session for each at every start, and count as an attack where it does not.
 */
final class RealmPeople {
  private static final String FORCE = "force";
  private static final int ALL = 10_000;

  private final RealmResource realm;
  private final Map<String, RoleRepresentation> roles;
  private final Set<String> declaredRoles;
  private final List<String> repaired;
  private final Map<String, GroupRepresentation> groups;
  private final Map<String, UserRepresentation> users;

  RealmPeople(
      RealmResource realm,
      Map<String, RoleRepresentation> roles,
      Set<String> declaredRoles,
      List<String> repaired) {
    this.realm = realm;
    this.roles = roles;
    this.declaredRoles = declaredRoles;
    this.repaired = repaired;
    this.groups =
        realm.groups().groups("", 0, ALL, false).stream()
            .collect(
                Collectors.toMap(
                    GroupRepresentation::getName, group -> group, (one, _) -> one, HashMap::new));
    this.users =
        realm.users().list(0, ALL).stream()
            .collect(Collectors.toMap(UserRepresentation::getUsername, user -> user));
  }

  void group(Force force) {
    var wanted = Definition.JSON.createObjectNode().put("name", force.id());
    wanted.putObject("attributes").putArray("title").add(force.name());
    var there = groups.get(force.id());
    if (there == null) {
      var made = Realm.as(wanted, GroupRepresentation.class);
      made.setId(Answer.check(realm.groups().add(made)));
      groups.put(force.id(), made);
    } else if (!Drift.isNone(wanted, Realm.tree(there))) {
      realm
          .groups()
          .group(there.getId())
          .update(Realm.as(Drift.mended(wanted, Realm.tree(there)), GroupRepresentation.class));
    } else {
      return;
    }
    repaired.add("group " + force.id());
  }

  void person(Person person, String password) {
    var wanted =
        Definition.JSON
            .createObjectNode()
            .put("username", person.username())
            .put("firstName", person.firstName())
            .put("lastName", person.lastName())
            .put("email", person.username() + "@crossforce.example")
            .put("emailVerified", true)
            .put("enabled", true);
    person.force().ifPresent(force -> wanted.putObject("attributes").putArray(FORCE).add(force));
    var there = users.get(person.username());
    var label = "user " + person.username();
    if (there == null) {
      var made = Realm.as(wanted, UserRepresentation.class);
      made.setCredentials(List.of(lasting(password)));
      belong(Answer.check(realm.users().create(made)), person.force(), person.roles());
      repaired.add(label);
      return;
    }
    var updated = update(there, wanted);
    var moved = belong(there.getId(), person.force(), person.roles());
    if (updated || moved) repaired.add(label);
  }

  void machine(UserRepresentation account, String clientId, Force force, List<String> itsRoles) {
    var wanted = Definition.JSON.createObjectNode().put("enabled", true);
    wanted.putObject("attributes").putArray(FORCE).add(force.id());
    var updated = update(account, wanted);
    var moved = belong(account.getId(), Optional.of(force.id()), itsRoles);
    var label = "client " + clientId;
    if ((updated || moved) && !repaired.contains(label)) repaired.add(label);
  }

  private boolean update(UserRepresentation there, ObjectNode wanted) {
    var actual = Realm.tree(there);
    if (Drift.isNone(wanted, actual)) return false;
    realm
        .users()
        .get(there.getId())
        .update(Realm.as(Drift.mended(wanted, actual), UserRepresentation.class));
    return true;
  }

  /**
   * Exactly the roles given, of those we define, and exactly the force's group; whether anything
   * had to change.
   */
  private boolean belong(String id, Optional<String> force, List<String> itsRoles) {
    var user = realm.users().get(id);
    var held = user.roles().realmLevel().listAll();
    var names = held.stream().map(RoleRepresentation::getName).toList();
    var missing = itsRoles.stream().filter(role -> !names.contains(role)).map(this::role).toList();
    var excess =
        held.stream()
            .filter(role ->
                declaredRoles.contains(role.getName()) && !itsRoles.contains(role.getName()))
            .toList();
    if (!missing.isEmpty()) user.roles().realmLevel().add(missing);
    if (!excess.isEmpty()) user.roles().realmLevel().remove(excess);

    var wanted = force.map(this::groupId).stream().toList();
    var joined = user.groups().stream().map(GroupRepresentation::getId).toList();
    var join = wanted.stream().filter(group -> !joined.contains(group)).toList();
    var leave = joined.stream().filter(group -> !wanted.contains(group)).toList();
    join.forEach(user::joinGroup);
    leave.forEach(user::leaveGroup);
    return !(missing.isEmpty() && excess.isEmpty() && join.isEmpty() && leave.isEmpty());
  }

  private RoleRepresentation role(String name) {
    var role = roles.get(name);
    if (role == null) throw new PlatformTrouble("The realm has no role " + name + ".");
    return role;
  }

  private String groupId(String force) {
    var group = groups.get(force);
    if (group == null)
      throw new PlatformTrouble("The realm has no group for the force " + force + ".");
    return group.getId();
  }

  private static CredentialRepresentation lasting(String password) {
    var credential = new CredentialRepresentation();
    credential.setType(CredentialRepresentation.PASSWORD);
    credential.setValue(password);
    credential.setTemporary(false);
    return credential;
  }
}
