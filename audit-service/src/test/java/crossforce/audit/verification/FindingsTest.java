package crossforce.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.audit.verification.Finding.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingsTest {
  @Test
  void all_are_counted_and_many_of_one_kind_hide_no_other() {
    var findings = new Findings();
    for (var leaf = 0; leaf < 5_000; leaf++) {
      findings.add(Finding.ofLeaf(Kind.TREE_ALTERED, leaf, "The tree lacks it."));
    }
    findings.add(Finding.ofLog(Kind.HEAD_ALTERED, "The head is another."));

    assertThat(findings.count()).isEqualTo(5_001);
    assertThat(findings.kept())
        .hasSize(101)
        .last()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.HEAD_ALTERED));
  }
}
