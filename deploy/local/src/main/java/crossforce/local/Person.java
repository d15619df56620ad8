package crossforce.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who can sign in on this machine: of one force, or of the whole country. */
record Person(
    String username,
    String firstName,
    String lastName,
    Optional<String> force,
    List<String> roles) {
  static List<Person> allOf(JsonNode local, List<Force> forces) {
    var people = new ArrayList<Person>();
    var populated = Realm.texts(local.path("forcesWithPeople"));
    for (var force : forces) {
      if (!populated.contains(force.id())) continue;
      for (var post : local.path("peopleOfForce").properties()) {
        people.add(of(post.getKey(), Realm.texts(post.getValue()), force));
      }
    }
    for (var post : local.path("nationalPeople").properties()) {
      people.add(
          new Person(
              post.getKey(),
              inWords(post.getKey()),
              "National",
              Optional.empty(),
              Realm.texts(post.getValue())));
    }
    return people;
  }

  static Person of(String post, List<String> roles, Force force) {
    return new Person(
        post + "." + force.id(), inWords(post), force.name(), Optional.of(force.id()), roles);
  }

  private static String inWords(String post) {
    return Character.toUpperCase(post.charAt(0)) + post.substring(1).replace('-', ' ');
  }
}
