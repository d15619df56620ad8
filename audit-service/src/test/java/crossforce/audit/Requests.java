package crossforce.audit;

import crossforce.contract.wire.Shard;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fixed ids, so that it is known which shards of billing their events do not use. */
final class Requests {
  static final UUID FIRST = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c001");
  static final UUID SECOND = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c002");
  static final UUID THIRD = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c003");
  static final UUID FOURTH = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c004");
  static final UUID FIFTH = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c005");
  static final UUID SIXTH = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c006");
  static final UUID NOBODYS = UUID.fromString("5f0c8a52-8a0e-4d51-b1e0-3a9f60d7c0ff");

  private Requests() {}

  /** Shards on which no request's charges are told. */
  static List<Integer> quietShards() {
    Set<Integer> used =
        Stream.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)
            .map(id -> Shard.of(id.toString()).number())
            .collect(Collectors.toSet());
    return IntStream.range(0, Shard.COUNT).filter(n -> !used.contains(n)).boxed().toList();
  }

  /** The one shard that a test tells two histories of, for ever to be found. */
  static int equivocator() {
    return quietShards().get(7);
  }
}
