package crossforce.registry.seed;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.kit.test.TestDatabase;
import crossforce.registry.OnRealParts;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@OnRealParts
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeederTest {
  @Inject Seeder seeder;

  @Test
  void a_register_is_filled_once() {
    seeder.register();
    seeder.invent();
    var first = counts();

    seeder.register();
    seeder.invent();

    assertThat(counts()).isEqualTo(first);
  }

  private static List<List<Object>> counts() {
    return TestDatabase.current()
        .rows(
            """
            select (select count(*) from forces), (select count(*) from capabilities),
              (select count(*) from assets where id::text like '________-____-5%'),
              (select count(*) from home_covers),
              (select count(*) from outbox)\
            """);
  }
}
