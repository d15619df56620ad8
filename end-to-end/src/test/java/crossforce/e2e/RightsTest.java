package crossforce.e2e;

import static java.util.stream.Collectors.toSet;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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

  private static Belongings belongings;

  private final Target target = TestPlatform.target();
  private final Tokens tokens = new Tokens(target);

  @BeforeAll
  static void lend() {
    belongings = Belongings.of(FORCE, TestPlatform.target(), new Tokens(TestPlatform.target()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"capability-registry", "request-broker", "billing-service", "audit-service"})
  void real_tokens_may_what_the_table_says(String service) throws Exception {
    var table = table(service);
    var roles = roles(table);
    var differing = new ArrayList<String>();
    for (var line : table.subList(1, table.size())) {
      var cells = List.of(line.split(" +"));
      if (cells.size() < roles.size() + 3 || Set.of("own", "other").contains(cells.get(2))) {
        continue; // See below.
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

  @ParameterizedTest
  @ValueSource(
      strings = {"capability-registry", "request-broker", "billing-service", "audit-service"})
  void what_is_of_one_force_is_shown_to_its_people_and_changed_by_them_and_by_no_other_force(
      String service) throws Exception {
    var table = table(service);
    var roles = roles(table);
    var differing = new ArrayList<String>();
    var tried = new TreeSet<String>();
    for (var line : table.subList(1, table.size())) {
      var cells = List.of(line.split(" +"));
      var own = cells.get(2).equals("own");
      var path = belongings.path(cells.get(1));
      if (path.isEmpty()
          || !Set.of("own", "other").contains(cells.get(2))
          || (own && cells.get(1).startsWith("/calls/{callId}/offer"))) { // The donor's.
        continue;
      }
      var method = cells.get(0);
      var body = belongings.body(cells.get(1));
      var force = own ? FORCE : belongings.stranger();
      for (var i = 0; i < roles.size(); i++) {
        var wanted = Integer.parseInt(cells.get(i + 3));
        var found = status(service, method, path.get(), body, token(roles.get(i), force));
        // What a change that is allowed comes to depends on what was changed before it.
        var fits = method.equals("GET") || turnsAway(wanted) ? found == wanted : !turnsAway(found);
        if (!fits) {
          differing.add(
              "%s %s as %s of %s: %d, not %d"
                  .formatted(method, cells.get(1), roles.get(i), force, found, wanted));
        }
        tried.add(ask(method, cells.get(2), roles.get(i)));
      }
    }
    assertThat(differing).isEmpty();
    assertThat(tried).isEqualTo(asks(service, roles));
  }

  private static String ask(String method, String whose, String role) {
    return method + " " + whose + " as " + role;
  }

  /** Everybody asks for what is theirs and for what is not, and tries to change both. */
  private static Set<String> asks(String service, List<String> roles) {
    var methods = service.equals("audit-service") ? Set.of("GET") : Set.of("GET", "PUT");
    return methods.stream()
        .flatMap(method ->
            Stream.of("own", "other")
                .flatMap(whose -> roles.stream().map(role -> ask(method, whose, role))))
        .collect(toSet());
  }

  private static List<String> table(String service) throws IOException {
    return Files.readAllLines(
        Path.of("../%1$s/src/test/resources/%1$s.access.golden.txt".formatted(service)));
  }

  private static List<String> roles(List<String> table) {
    return List.of(table.getFirst().replaceFirst("^operation +of +", "").split(" +"));
  }

  @Test
  void a_token_of_another_realm_or_one_that_was_tampered_with_opens_nothing() throws Exception {
    var good = tokens.person("auditor");
    var tampered = good.substring(0, good.length() - 6) + "AAAAAA";

    assertThat(status("audit-service", "GET", "/log", "", Optional.of(tampered))).isEqualTo(401);
    assertThat(status("audit-service", "GET", "/log", "", Optional.of(ofTheMasterRealm())))
        .isEqualTo(401);
    assertThat(status("audit-service", "GET", "/log", "", Optional.of(good))).isEqualTo(200);
  }

  private static boolean refuses(int status) {
    return status == 401 || status == 403;
  }

  /** Refused, hidden, or not even understood. */
  private static boolean turnsAway(int status) {
    return refuses(status) || status == 404 || status == 422;
  }

  private int call(String service, String method, String template, String role) throws Exception {
    var path = template.replaceAll("\\{[^}]*}", NOBODYS);
    return status(service, method, path, "{}", token(role, FORCE));
  }

  private Optional<String> token(String role, String force) {
    return switch (role) {
      case "nobody" -> Optional.empty();
      case "force-system" -> Optional.of(tokens.machine(force));
      default -> Optional.of(tokens.person(NATIONAL.contains(role) ? role : role + "." + force));
    };
  }

  private int status(
      String service, String method, String path, String body, Optional<String> token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(TestPlatform.platform().url(service).resolve(path))
            .header("Content-Type", "application/json")
            .header("If-Match", "\"99999\"")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
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
