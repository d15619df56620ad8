package crossforce.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.Topics;
import crossforce.contract.registry.ForceEvent.HomeCoverSet;
import crossforce.contract.wire.Leaf;
import crossforce.kit.test.TestDatabase;
import crossforce.kit.test.TestTopics;
import crossforce.kit.test.Wire;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RealPartsTest {
  @Test
  void databases_forget_no_commit_and_give_the_service_plain_rights() throws Exception {
    var database = TestDatabase.fresh("service");

    try (var owner = database.connect()) {
      assertThat(owner.isValid(1)).isTrue();
    }
    assertThat(
            database.rows("select current_setting('fsync'), current_setting('synchronous_commit')"))
        .containsExactly(List.of("on", "on"));
    assertThat(database.rows("select version()").toString()).contains("PostgreSQL 18");
  }

  @Test
  void what_is_told_on_the_wire_is_sealed_chained_and_heard() {
    TestTopics.fresh(List.of());
    try (var wire = Wire.open()) {
      var first = wire.tell(Topics.FORCES, cover(1));
      var second = wire.tell(Topics.FORCES, cover(2), first);

      var heard = wire.await(Topics.FORCES, HomeCoverSet.class, e -> e.least() == 2);

      assertThat(heard.envelope()).isEqualTo(second);
      assertThat(second.sequence()).isEqualTo(2);
      assertThat(second.previousHash()).isEqualTo(first.eventHash());
      assertThat(second.causationId()).contains(first.id());
      assertThat(Leaf.fits(second, heard.data())).isTrue();
      assertThat(wire.all(Topics.FORCES)).hasSize(2);
    }
  }

  private static HomeCoverSet cover(int least) {
    return new HomeCoverSet(new ForceId("west-yorkshire"), new CapabilityCode("drone-team"), least);
  }
}
