package crossforce.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Real tokens of people and machines from the platform's Keycloak, kept until shortly before they
 * expire.
 */
public final class Tokens {
  private static final Duration RESERVE = Duration.ofMinutes(2);

  private final Target target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Token> held = new ConcurrentHashMap<>();

  public Tokens(Target target) {
    this.target = target;
  }

  private record Token(String text, long usableUntilNanos) {
    boolean usable() {
      return System.nanoTime() < usableUntilNanos;
    }
  }

  /** A person of a force, by role; a force without people acts through its machine. */
  public String of(String role, String force) {
    var name = role + "." + force;
    return target.secrets().containsKey("user." + name) ? person(name) : machine(force);
  }

  /** A host's request is authorised by a second person, which no machine is. */
  void requirePeopleOf(String force) {
    var people = "user.authoriser.";
    if (!target.secrets().containsKey(people + force)) {
      var forces =
          target.secrets().stringPropertyNames().stream()
              .filter(name -> name.startsWith(people))
              .map(name -> name.substring(people.length()))
              .sorted()
              .collect(Collectors.joining(", "));
      throw new Mismatch(
          "FORCE=" + force, "nobody of it is here to authorise a request; take one of: " + forces);
    }
  }

  public String person(String username) {
    return token(
        username,
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "crossforce-cli",
            "username",
            username,
            "password",
            secret("user." + username)));
  }

  public String machine(String force) {
    var id = "force-" + force;
    return token(
        id,
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            id,
            "client_secret",
            secret("client." + id)));
  }

  private String secret(String name) {
    var secret = target.secrets().getProperty(name);
    if (secret == null) {
      throw new Mismatch("platform", "knows no password for " + name);
    }
    return secret;
  }

  private String token(String who, Map<String, String> form) {
    return held.compute(who, (_, old) -> old != null && old.usable() ? old : fetch(who, form))
        .text();
  }

  private Token fetch(String who, Map<String, String> form) {
    var body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var url = URI.create(target.issuer() + "/protocol/openid-connect/token");
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build();
    JsonNode answer;
    try {
      answer = Api.JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new Mismatch("keycloak", "gives no token at " + url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (!answer.hasNonNull("access_token")) {
      throw new Mismatch("keycloak", "gives " + who + " no token: " + answer);
    }
    var life = Duration.ofSeconds(answer.path("expires_in").asLong()).minus(RESERVE);
    return new Token(answer.path("access_token").asText(), System.nanoTime() + life.toNanos());
  }
}
