package crossforce.audit.verification;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import crossforce.audit.log.Arrival.Place;
import crossforce.audit.log.Originals;
import crossforce.audit.log.model.MerkleTree;
import crossforce.audit.verification.Finding.Kind;
import crossforce.contract.Topics;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * No leaf commits to where its event came from. So it is held against the event's attributes, and
 * against the order of each partition; where that leaves a doubt, Kafka's own record decides.
 */
@ApplicationScoped
class PlacesCheck {
  private static final Map<String, Topic<?>> TOPICS =
      Topics.all().stream().collect(toMap(Topic::name, Function.identity()));

  /** By each type of the contract, the topics that it is told on. */
  private static final Map<String, Set<String>> TOPICS_BY_TYPE =
      Topics.all().stream()
          .flatMap(topic ->
              topic.types().all().keySet().stream().map(type -> Map.entry(type, topic.name())))
          .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));

  private final Originals originals;

  PlacesCheck(Originals originals) {
    this.originals = originals;
  }

  /**
   * A row that fits the tree.
   *
   * @param hash the leaf's, that the tree holds
   * @param attributes those that the leaf commits to
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Row(long leafIndex, byte[] hash, Place place, Map<String, String> attributes) {
    boolean isEvent() {
      return attributes.containsKey("source");
    }

    String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }

  private record Partition(String topic, int number) {
    static Partition of(Place place) {
      return new Partition(place.topic(), place.partition());
    }
  }

  /** Of these rows at least one did not come from where it says, unless Kafka knows better. */
  private sealed interface Doubt {
    /** One row that has no business there; a producer may have told it there all the same. */
    record Alone(Row row, String why) implements Doubt {}

    /** Two rows of one partition in the wrong order: no producer can do that. */
    record Pair(Row one, Row other) implements Doubt {}
  }

  Walk walk(Findings findings) {
    return new Walk(findings);
  }

  /** Sees each row once, in the order of the log, and keeps the latest of each partition. */
  final class Walk {
    private final Findings findings;
    private final Map<Partition, Row> latest = new HashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    private Walk(Findings findings) {
      this.findings = findings;
    }

    void step(Row row) {
      var impossible = impossible(row);
      if (impossible.isPresent()) {
        add(row, impossible.get());
        return;
      }
      if (isOfOtherTopic(row)) {
        doubt(new Doubt.Alone(row, row.attribute("type") + " is told on another topic."), row);
      }
      var before = latest.put(Partition.of(row.place()), row);
      if (before != null && before.place().offset() >= row.place().offset()) {
        doubt(new Doubt.Pair(before, row), before, row);
      }
    }

    private Optional<String> impossible(Row row) {
      var place = row.place();
      var topic = TOPICS.get(place.topic());
      if (topic == null || place.partition() < 0 || place.partition() >= Shard.COUNT) {
        return Optional.of("Nobody tells events there.");
      }
      var source = "/%s/%02d/".formatted(topic.producer(), place.partition());
      return row.isEvent() && !row.attribute("source").startsWith(source)
          ? Optional.of("Its source does not tell there.")
          : Optional.empty();
    }

    private static boolean isOfOtherTopic(Row row) {
      var topics = TOPICS_BY_TYPE.get(row.attribute("type"));
      return topics != null && !topics.contains(row.place().topic());
    }

    /** As many as Kafka can be asked for; a log with more doubts than that needs no fine print. */
    private void doubt(Doubt doubt, Row... rows) {
      if (places.size() < Originals.MOST - rows.length) {
        doubts.add(doubt);
        Arrays.stream(rows).map(Row::place).forEach(places::add);
      } else {
        name(doubt, Map.of());
      }
    }

    /** Once all rows were seen. */
    void end() {
      var told = new HashMap<Place, byte[]>();
      originals
          .found(places)
          .forEach((place, record) -> told.put(place, MerkleTree.leafHash(record.leaf())));
      doubts.forEach(doubt -> name(doubt, told));
    }

    private void name(Doubt doubt, Map<Place, byte[]> told) {
      switch (doubt) {
        case Doubt.Alone(var row, var why) -> {
          if (!cameFromThere(row, told)) {
            add(row, why);
          }
        }
        case Doubt.Pair(var one, var other) -> {
          var neither = cameFromThere(one, told) == cameFromThere(other, told);
          if (neither || !cameFromThere(one, told)) {
            add(one, "Leaf %d came from there before.".formatted(other.leafIndex()));
          }
          if (neither || !cameFromThere(other, told)) {
            add(other, "Leaf %d came from there after.".formatted(one.leafIndex()));
          }
        }
      }
    }

    private static boolean cameFromThere(Row row, Map<Place, byte[]> told) {
      return Arrays.equals(row.hash(), told.get(row.place()));
    }

    private void add(Row row, String why) {
      findings.add(
          Finding.ofLeaf(
                  Kind.PLACE_ALTERED,
                  row.leafIndex(),
                  "It did not come from where it is said to lie: " + why)
              .about(row.attributes())
              .at(row.place()));
    }
  }
}
