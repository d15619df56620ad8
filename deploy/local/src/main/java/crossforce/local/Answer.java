package crossforce.local;

import jakarta.ws.rs.core.Response;

/** Reads what Keycloak answers to a creation: the new id, or why not. */
final class Answer {
  private Answer() {}

  static String check(Response answer) {
    try (answer) {
      if (answer.getStatus() != 201) {
        throw new PlatformTrouble(
            "Keycloak refused with " + answer.getStatus() + ": " + answer.readEntity(String.class));
      }
      var path = answer.getLocation().getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
