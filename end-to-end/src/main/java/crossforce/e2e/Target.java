package crossforce.e2e;

import crossforce.local.Home;
import crossforce.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A running platform: where its services and its token issuer are, and the passwords of its people.
 */
public record Target(
    Api registry, Api broker, Api billing, Api audit, URI issuer, Properties secrets) {
  /** The platform of this project on this machine. */
  public static Target local() {
    return of(Home.fromEnvironment().secrets(), Ports.fromEnvironment());
  }

  public static Target of(Path secretsFile, Ports ports) {
    return of(secretsFile, ports, 1);
  }

  /** The services' first or second instances. */
  static Target of(Path secretsFile, Ports ports, int instance) {
    return new Target(
        api("capability-registry", ports, instance),
        api("request-broker", ports, instance),
        api("billing-service", ports, instance),
        api("audit-service", ports, instance),
        URI.create("http://127.0.0.1:" + ports.keycloak() + "/realms/crossforce"),
        read(secretsFile));
  }

  public List<Api> services() {
    return List.of(registry, broker, billing, audit);
  }

  private static Api api(String service, Ports ports, int instance) {
    return new Api(service, URI.create("http://127.0.0.1:" + ports.service(service, instance)));
  }

  private static Properties read(Path file) {
    var secrets = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      secrets.load(reader);
    } catch (IOException e) {
      throw new Mismatch("platform", "has no passwords at " + file + ": start it with 'make up'");
    }
    return secrets;
  }
}
