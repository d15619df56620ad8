package crossforce.contract.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AsyncApiTest {
  private static final Path FILE = Path.of("src/main/asyncapi/crossforce.asyncapi.yaml");

  /** Rewritten only on demand, by {@code -Dgolden=write}; review the difference as API. */
  @Test
  void the_published_document_is_what_the_contract_says() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, AsyncApiDocument.text());
    }

    assertThat(FILE).content().isEqualTo(AsyncApiDocument.text());
  }
}
