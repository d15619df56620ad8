package crossforce.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the platform says about itself, for people. */
final class Status {
  private static final int SHOWN = 8;

  private Status() {}

  static List<String> lines(List<Part> parts) {
    return parts.stream()
        .map(part ->
            "%-22s %-10s %-8s %s"
                .formatted(
                    part.name(),
                    stateOf(part),
                    part.daemon().pid().stream()
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining()),
                    part.ports().stream()
                        .map(port -> "127.0.0.1:" + port)
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static String stateOf(Part part) {
    if (!part.daemon().isRunning()) return "stopped";
    if (part.daemon().isPaused()) return "paused";
    return part.isReady() ? "ready" : "not ready";
  }

  static List<String> table(Home home, Ports ports, Keycloak keycloak, List<Service> services) {
    var lines = new ArrayList<String>();
    lines.add("");
    for (var service : services) {
      lines.add("  %-22s %s  (pages: /q/swagger-ui)".formatted(service.name(), service.url()));
    }
    lines.add(
        "  %-22s %s  (realm %s, user admin)".formatted("keycloak", keycloak.url(), Realm.NAME));
    lines.add(
        "  %-22s 127.0.0.1:%d  (user control-room reads availability)"
            .formatted("kafka", ports.kafka()));
    lines.add(
        "  %-22s 127.0.0.1:%d  (databases %s)"
            .formatted("postgres", ports.postgres(), databases()));
    lines.add("");
    var local = Realm.local();
    var posts =
        local.path("peopleOfForce").properties().stream()
            .map(post -> post.getKey())
            .collect(Collectors.joining(", "));
    var national =
        local.path("nationalPeople").properties().stream()
            .map(post -> post.getKey())
            .collect(Collectors.joining(", "));
    lines.add("  people of a force      <post>.<force>, such as requester.west-yorkshire");
    lines.add("    posts                " + posts);
    lines.add(
        "    forces               "
            + String.join(", ", Realm.texts(local.path("forcesWithPeople"))));
    lines.add("  people of the country  " + national);
    lines.add(
        "  machine clients        force-<force>, for each of the "
            + Force.all().size()
            + " forces");
    lines.add("  passwords and secrets  " + home.secrets());
    lines.add("  logs                   " + home.logs());
    return lines;
  }

  /** A first start makes hundreds of things; nobody reads more than a few. */
  static String shortened(List<String> done) {
    if (done.size() <= SHOWN) return "made or repaired " + String.join(", ", done);
    return "made or repaired %s and %d more"
        .formatted(String.join(", ", done.subList(0, SHOWN)), done.size() - SHOWN);
  }

  private static String databases() {
    return Databases.DEFINED.databases().stream()
        .map(Databases.Database::name)
        .collect(Collectors.joining(", "));
  }
}
