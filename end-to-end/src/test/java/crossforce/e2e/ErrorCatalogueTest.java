package crossforce.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The error catalogue in the documentation is what the running services say of their problems. To
 * write it anew, on purpose, run this test with {@code -Dcatalogue.write=true}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErrorCatalogueTest {
  private static final Path DOCUMENT = Path.of("../docs/reference/errors.md");
  private static final Pattern LISTED =
      Pattern.compile("/problems/([a-z0-9-]+)\">[^<]*</a> \\((\\d+)\\)");
  private static final Pattern EXPLAINED = Pattern.compile("<p>(.*?)</p>", Pattern.DOTALL);

  private record Problem(int status, String explanation, TreeSet<String> services) {}

  @Test
  void the_document_says_what_the_services_say() throws Exception {
    var found = document();

    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(DOCUMENT, found);
    }
    assertThat(found).isEqualTo(Files.readString(DOCUMENT));
  }

  private static String document() throws Exception {
    var problems = new TreeMap<String, Problem>();
    for (var api : TestPlatform.target().services()) {
      var listed = LISTED.matcher(page(api.url("/problems")));
      while (listed.find()) {
        var code = listed.group(1);
        var explained = EXPLAINED.matcher(page(api.url("/problems/" + code)));
        assertThat(explained.find()).isTrue();
        var problem =
            new Problem(Integer.parseInt(listed.group(2)), explained.group(1), new TreeSet<>());
        problems.computeIfAbsent(code, _ -> problem).services().add(api.service());
      }
    }
    var text =
        new StringBuilder(
            """
            # Errors

            Every refusal is a problem of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457); its `type` is `/problems/<code>` and opens a page. Codes are API: they are
            never renamed. This document is made from what the services say.

            | code | status | told by | what it means and what to do |
            |---|---|---|---|
            """);
    problems.forEach((code, problem) ->
        text.append(
            "| `%s` | %d | %s | %s |%n"
                .formatted(
                    code,
                    problem.status(),
                    problem.services().size() == 4 ? "all" : String.join(", ", problem.services()),
                    problem.explanation().strip().replaceAll("\\s+", " ").replace("|", "\\|"))));
    return text.toString();
  }

  private static String page(URI url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }
}
