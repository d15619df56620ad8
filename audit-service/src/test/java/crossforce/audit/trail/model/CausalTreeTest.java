package crossforce.audit.trail.model;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.audit.trail.model.CausalTree.Link;
import crossforce.audit.trail.model.CausalTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CausalTreeTest {
  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static Link root(int id) {
    return new Link(id(id), "type-" + id, Optional.empty());
  }

  private static Link link(int id, int cause) {
    return new Link(id(id), "type-" + id, Optional.of(id(cause)));
  }

  private static Node node(int id, Node... children) {
    return new Node(id(id), "type-" + id, List.of(children));
  }

  @Test
  void each_event_stands_under_its_cause() {
    var tree = CausalTree.of(List.of(root(1), link(2, 1), link(3, 2), link(4, 1)));

    assertThat(tree.roots()).containsExactly(node(1, node(2, node(3)), node(4)));
    assertThat(tree.causesOutside()).isEmpty();
  }

  @Test
  void an_effect_may_be_logged_before_its_cause() {
    var tree = CausalTree.of(List.of(link(2, 1), root(1)));

    assertThat(tree.roots()).containsExactly(node(1, node(2)));
  }

  @Test
  void a_cause_that_is_not_there_is_flagged_and_its_effects_are_shown() {
    var tree = CausalTree.of(List.of(root(1), link(3, 2), link(4, 3)));

    assertThat(tree.roots()).containsExactly(node(1), node(3, node(4)));
    assertThat(tree.causesOutside()).containsExactly(id(2));
  }

  @Test
  void causes_that_go_round_do_not_make_us_go_round() {
    var tree = CausalTree.of(List.of(link(1, 2), link(2, 1), link(3, 3)));

    assertThat(tree.roots()).containsExactly(node(2, node(1)), node(3));
  }

  @Test
  void an_event_told_twice_is_shown_twice() {
    var tree = CausalTree.of(List.of(root(1), link(2, 1), link(2, 1), link(3, 2)));

    assertThat(tree.roots()).containsExactly(node(1, node(2, node(3)), node(2)));
  }

  @Test
  void a_chain_of_thousands_loses_nobody_and_nests_only_so_deep() {
    var links = new ArrayList<>(List.of(root(1)));
    for (var i = 2; i <= 2_000; i++) {
      links.add(link(i, i - 1));
    }

    var tree = CausalTree.of(links);

    assertThat(size(tree.roots().getFirst())).isEqualTo(2_000);
    assertThat(depth(tree.roots().getFirst())).isLessThanOrEqualTo(CausalTree.DEEPEST + 1);
  }

  private static int size(Node node) {
    return 1 + node.children().stream().mapToInt(CausalTreeTest::size).sum();
  }

  private static int depth(Node node) {
    return 1 + node.children().stream().mapToInt(CausalTreeTest::depth).max().orElse(0);
  }
}
