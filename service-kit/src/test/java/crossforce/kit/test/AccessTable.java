package crossforce.kit.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.actor.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of roles and endpoints, made by calling every operation of the running service's
 * OpenAPI document with a token of every role, on an id of the caller's force, one of another's,
 * and one of nobody's. The table found is compared with a golden one; no run writes that, so an
 * operation that is new, or newly open to somebody, fails until a person has looked.
 */
public final class AccessTable {
  private static final List<String> WITHOUT_FORCE =
      List.of(Roles.CAPABILITY_LEAD, Roles.COORDINATOR, Roles.AUDITOR, Roles.OPERATOR);

  private final Operations operations;

  private AccessTable(Operations operations) {
    this.operations = operations;
  }

  /** Calls all of these. */
  public static AccessTable of(Operations operations) {
    return new AccessTable(operations);
  }

  /**
   * Calls everything and compares with {@code src/test/resources/<service>.access.golden.txt}; what
   * was found lies in {@code target/<service>.access.txt}.
   */
  public void check(String service) {
    var found = table();
    try {
      Files.writeString(Path.of("target", service + ".access.txt"), found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found)
        .as("who may call what; look at target/%s.access.txt", service)
        .isEqualTo(golden(service));
  }

  private String table() {
    var callers = callers();
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("operation", "of"));
    head.addAll(callers.keySet());
    rows.add(head);
    for (var operation : operations.documented().keySet()) {
      for (var variant : operations.variants(operation).entrySet()) {
        var row = new ArrayList<>(List.of(operation, variant.getKey()));
        for (var token : callers.values()) {
          var caller = token == null ? given() : given().auth().oauth2(token);
          var answer = operations.call(operation, variant.getValue(), caller);
          row.add(String.valueOf(answer.statusCode()));
        }
        rows.add(row);
      }
    }
    return aligned(rows);
  }

  private Map<String, @Nullable String> callers() {
    var callers = new LinkedHashMap<String, @Nullable String>();
    callers.put("nobody", null);
    for (var role :
        List.of(
            Roles.REQUESTER,
            Roles.AUTHORISER,
            Roles.DUTY_OFFICER,
            Roles.ASSET_MANAGER,
            Roles.FINANCE_OFFICER,
            Roles.OVERSIGHT)) {
      callers.put(role, Tokens.person(role, operations.force()));
    }
    callers.put(Roles.FORCE_SYSTEM, Tokens.machine(operations.force()));
    WITHOUT_FORCE.forEach(role -> callers.put(role, Tokens.person(role)));
    return callers;
  }

  private static String aligned(List<List<String>> rows) {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        line.append(("%-" + (widths[column] + 1) + "s").formatted(row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String golden(String service) {
    var name = service + ".access.golden.txt";
    try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
      return stream == null
          ? "there is no " + name
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
