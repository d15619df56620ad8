package crossforce.audit.verification;

import crossforce.audit.log.Entries;
import crossforce.audit.log.Entry;
import crossforce.audit.log.Quarantined;
import crossforce.audit.log.Tree;
import crossforce.audit.log.model.CompactRange;
import crossforce.audit.log.model.Tile;
import crossforce.audit.verification.EntryCheck.Result.Fitting;
import crossforce.audit.verification.EntryCheck.Result.Stranger;
import crossforce.audit.verification.Finding.Kind;
import crossforce.audit.verification.Snapshot.OddTile;
import crossforce.contract.wire.Envelope.Hash;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the log's rows with the tree, tile by tile, and the tree with its head. */
@ApplicationScoped
class EntriesCheck {
  /** Beyond this many rows that fit nowhere, nobody asks which was swapped with which. */
  private static final int MOST_STRANGERS = 10_000;

  private final Entries entries;
  private final Tree tree;
  private final Quarantined quarantined;
  private final PlacesCheck places;

  EntriesCheck(Entries entries, Tree tree, Quarantined quarantined, PlacesCheck places) {
    this.entries = entries;
    this.tree = tree;
    this.quarantined = quarantined;
    this.places = places;
  }

  /** A leaf that the tree holds and whose row is gone. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Missing(long leafIndex, byte[] hash) {}

  /** The rows that are gone, to be named, and the root of the tree. */
  record Result(List<Missing> missing, Hash root) {}

  /** Adds what it finds. */
  Result run(Snapshot snapshot, Findings findings) {
    var size = Math.min(Math.max(snapshot.size(), snapshot.tiled()), snapshot.mostLeaves());
    var range = CompactRange.empty();
    var missing = new ArrayList<Missing>();
    var strangers = new ArrayList<Stranger>();
    var walk = places.walk(findings);
    for (var from = 0L; from < size; from += Tile.WIDTH) {
      var until = Math.min(from + Tile.WIDTH, size);
      var tile = tree.tile(0, from / Tile.WIDTH);
      var rows =
          entries.range(from, until).stream()
              .collect(Collectors.toMap(Entry::leafIndex, Function.identity()));
      for (var index = from; index < until; index++) {
        var position = (int) (index - from);
        var row = rows.get(index);
        if (position >= tile.width()) {
          findings.add(
              Finding.ofLeaf(Kind.TREE_ALTERED, index, "The tree's tiles lack this leaf's hash."));
          continue;
        }
        var inTree = tile.hash(position);
        if (index < snapshot.size()) {
          range.append(inTree);
        }
        if (row == null) {
          missing.add(new Missing(index, inTree));
        } else {
          switch (EntryCheck.check(row, inTree, unreadable(row))) {
            case Fitting(var committed, var found) -> {
              found.forEach(findings::add);
              walk.step(new PlacesCheck.Row(index, inTree, row.place(), committed));
            }
            case Stranger stranger -> strangers.add(stranger);
          }
        }
      }
    }
    walk.end();
    name(strangers, size, findings);
    checkTiles(size, findings);
    snapshot.oddTiles().forEach(tile -> findings.add(odd(tile)));
    checkHead(snapshot, range, findings);
    return new Result(missing, Hash.of(range.root()));
  }

  private byte[] unreadable(Entry row) {
    return row.told().isPresent() ? new byte[0] : quarantined.leaf(row.place());
  }

  /** Swapped rows are told from rewritten ones: the tree holds them, elsewhere. */
  private void name(List<Stranger> strangers, long size, Findings findings) {
    if (strangers.isEmpty()) {
      return;
    }
    var homes = homes(strangers.stream().limit(MOST_STRANGERS).toList(), size);
    for (var stranger : strangers) {
      var entry = stranger.entry();
      var home = homes.get(hex(stranger.leafHash()));
      findings.add(
          home == null
              ? EntryCheck.leafAltered(entry)
              : Finding.ofLeaf(
                      Kind.ENTRY_MOVED,
                      entry.leafIndex(),
                      "Here stands the event that was logged as leaf %d.".formatted(home))
                  .about(entry.told().map(Entry.Told::attributes).orElse(Map.of())));
    }
  }

  private Map<String, Long> homes(List<Stranger> strangers, long size) {
    var sought =
        strangers.stream().map(stranger -> hex(stranger.leafHash())).collect(Collectors.toSet());
    var homes = new HashMap<String, Long>();
    for (var from = 0L; from < size; from += Tile.WIDTH) {
      var tile = tree.tile(0, from / Tile.WIDTH);
      for (var i = 0; i < tile.width(); i++) {
        var hash = hex(tile.hash(i));
        if (sought.contains(hash)) {
          homes.put(hash, from + i);
        }
      }
    }
    return homes;
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /** Each hash above the leaves must be the root of its full tile below. */
  private void checkTiles(long size, Findings findings) {
    for (var level = 1; Tile.hashesOn(level, size) > 0; level++) {
      for (var index = 0L; index < Tile.hashesOn(level, size); index++) {
        var below = tree.tile(level - 1, index);
        var above = tree.tile(level, index / Tile.WIDTH);
        var position = (int) (index % Tile.WIDTH);
        if (below.width() < Tile.WIDTH
            || position >= above.width()
            || !Arrays.equals(above.hash(position), below.root(0, Tile.WIDTH))) {
          findings.add(
              Finding.ofLog(
                  Kind.TREE_ALTERED,
                  "Tile %d of level %d is not what the level above says."
                      .formatted(index, level - 1)));
        }
      }
    }
  }

  private static Finding odd(OddTile tile) {
    return Finding.ofLog(
        Kind.TREE_ALTERED,
        "Tile %d of level %d does not have as many hashes as the tree gives it."
            .formatted(tile.index(), tile.level()));
  }

  private void checkHead(Snapshot snapshot, CompactRange range, Findings findings) {
    if (snapshot.tiled() != snapshot.size()) {
      findings.add(
          Finding.ofLog(
              Kind.HEAD_ALTERED,
              "The head says that the log has %d leaves, the tree holds %d."
                  .formatted(snapshot.size(), snapshot.tiled())));
    }
    if (range.size() == snapshot.size()
        && !Arrays.equals(range.bytes(), HexFormat.of().parseHex(snapshot.subtreeRoots()))) {
      findings.add(
          Finding.ofLog(
              Kind.HEAD_ALTERED, "The head's root is not that of the tree: " + hex(range.root())));
    }
    if (snapshot.rowsBeyond() > 0) {
      findings.add(
          Finding.ofLog(
              Kind.ENTRY_BEYOND_LOG,
              "%d rows have an index that the log does not reach."
                  .formatted(snapshot.rowsBeyond())));
    }
  }
}
