package crossforce.audit.trail.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The events of a trail, each under the one that made it possible.
 *
 * @param roots what has no cause within the trail, in the order of the log; a sound trail has one
 * @param causesOutside causes that are not events of the trail
 */
public record CausalTree(List<Node> roots, Set<UUID> causesOutside) {
  /** Deeper than this, what follows is listed side by side: JSON readers limit nesting. */
  static final int DEEPEST = 300;

  public CausalTree {
    roots = List.copyOf(roots);
    causesOutside = Set.copyOf(causesOutside);
  }

  /** An event and what it made possible, in the order of the log. */
  public record Node(UUID eventId, String type, List<Node> children) {
    public Node {
      children = List.copyOf(children);
    }
  }

  /** An event of the trail, as far as its place in the tree goes. */
  public record Link(UUID eventId, String type, Optional<UUID> cause) {}

  /** From events in the order of the log. */
  public static CausalTree of(List<Link> links) {
    var ids = new HashSet<UUID>();
    links.forEach(link -> ids.add(link.eventId()));
    var outside = new LinkedHashSet<UUID>();
    var roots = new ArrayList<Growing>();
    var first = new HashMap<UUID, Growing>();
    var all = new ArrayList<Growing>();
    for (var link : links) {
      var growing = new Growing(link);
      all.add(growing);
      first.putIfAbsent(link.eventId(), growing);
    }
    for (var growing : all) {
      var cause = growing.link.cause();
      cause.filter(id -> !ids.contains(id)).ifPresent(outside::add);
      var above = cause.map(first::get);
      if (above.isPresent() && !isBelow(above.get(), growing)) {
        above.get().add(growing);
      } else {
        roots.add(growing);
      }
    }
    return new CausalTree(roots.stream().map(Growing::finished).toList(), outside);
  }

  /** Causes never go round in a sound log, but whoever forges one could make us go round. */
  private static boolean isBelow(Growing node, Growing other) {
    for (var at = Optional.of(node); at.isPresent(); at = at.get().above) {
      if (at.get() == other) {
        return true;
      }
    }
    return false;
  }

  private static final class Growing {
    final Link link;
    final List<Growing> children = new ArrayList<>();
    Optional<Growing> above = Optional.empty();

    Growing(Link link) {
      this.link = link;
    }

    void add(Growing child) {
      children.add(child);
      child.above = Optional.of(this);
    }

    Node finished() {
      return finished(0);
    }

    private Node finished(int depth) {
      var below = depth < DEEPEST ? children : List.<Growing>of();
      var nodes = new ArrayList<Node>();
      for (var child : below) {
        nodes.add(child.finished(depth + 1));
        if (depth + 1 == DEEPEST) {
          child
              .descendants()
              .forEach(d -> nodes.add(new Node(d.link.eventId(), d.link.type(), List.of())));
        }
      }
      return new Node(link.eventId(), link.type(), nodes);
    }

    private List<Growing> descendants() {
      var all = new ArrayList<Growing>(children);
      for (var i = 0; i < all.size(); i++) {
        all.addAll(all.get(i).children);
      }
      return all;
    }
  }
}
