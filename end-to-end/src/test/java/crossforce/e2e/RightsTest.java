package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each service's table of roles and endpoints holds for tokens that Keycloak issued to people and
 * machines.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RightsTest {
  private static final String FORCE = "west-yorkshire";
  private static final String NOBODYS = "0f3a1de4-0c0d-4b6e-8f7e-5d7c5b1a9e21";
  private static final Set<String> NATIONAL =
      Set.of("capability-lead", "coordinator", "auditor", "operator");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Target target = TestPlatform.target();
  private final Tokens tokens = new Tokens(target);

  @ParameterizedTest
  @ValueSource(
      strings = {"capability-registry", "request-broker", "billing-service", "audit-service"})
  void real_tokens_may_what_the_table_says(String service) throws Exception {
    var table =
        Files.readAllLines(
            Path.of("../%1$s/src/test/resources/%1$s.access.golden.txt".formatted(service)));
    var roles = List.of(table.getFirst().replaceFirst("^operation +of +", "").split(" +"));
    var differing = new ArrayList<String>();
    for (var line : table.subList(1, table.size())) {
      var cells = List.of(line.split(" +"));
      if (cells.size() < roles.size() + 3 || Set.of("own", "other").contains(cells.get(2))) {
        continue; // What depends on data is told with tokens of the tests' own.
      }
      for (var i = 0; i < roles.size(); i++) {
        var wanted = Integer.parseInt(cells.get(i + 3));
        var found = call(service, cells.get(0), cells.get(1), roles.get(i));
        if (refuses(wanted) ? found != wanted : refuses(found)) {
          differing.add(
              "%s %s as %s: %d, not %d"
                  .formatted(cells.get(0), cells.get(1), roles.get(i), found, wanted));
        }
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void a_token_of_another_realm_or_one_that_was_tampered_with_opens_nothing() throws Exception {
    var good = tokens.person("auditor");
    var tampered = good.substring(0, good.length() - 6) + "AAAAAA";

    assertThat(status("audit-service", "GET", "/log", Optional.of(tampered))).isEqualTo(401);
    assertThat(status("audit-service", "GET", "/log", Optional.of(ofTheMasterRealm())))
        .isEqualTo(401);
    assertThat(status("audit-service", "GET", "/log", Optional.of(good))).isEqualTo(200);
  }

  private static boolean refuses(int status) {
    return status == 401 || status == 403;
  }

  private int call(String service, String method, String template, String role) throws Exception {
    var path = template.replaceAll("\\{[^}]*}", NOBODYS);
    return status(service, method, path, token(role));
  }

  private Optional<String> token(String role) {
    return switch (role) {
      case "nobody" -> Optional.empty();
      case "force-system" -> Optional.of(tokens.machine(FORCE));
      default -> Optional.of(tokens.person(NATIONAL.contains(role) ? role : role + "." + FORCE));
    };
  }

  private int status(String service, String method, String path, Optional<String> token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(TestPlatform.platform().url(service).resolve(path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private String ofTheMasterRealm() throws IOException, InterruptedException {
    var url =
        URI.create(
            target.issuer().toString().replace("/realms/crossforce", "/realms/master")
                + "/protocol/openid-connect/token");
    var form =
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + target.secrets().getProperty("keycloak.admin");
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return Api.JSON
        .readTree(CLIENT.send(request, BodyHandlers.ofString()).body())
        .path("access_token")
        .asText();
  }
}
