package crossforce.audit.log.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constants are the public ones of the certificate transparency logs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MerkleTreeTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final List<byte[]> PUBLIC_LEAVES =
      List.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .stream()
          .map(HEX::parseHex)
          .toList();

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void the_root_of_the_public_leaves_is_the_public_root(int size, String root) {
    var hashes = PUBLIC_LEAVES.subList(0, size).stream().map(MerkleTree::leafHash).toList();

    assertThat(HEX.formatHex(MerkleTree.root(hashes))).isEqualTo(root);
  }

  /** The definition of RFC 6962, section 2.1, word for word. */
  private static byte[] defined(List<byte[]> leafHashes) {
    if (leafHashes.size() == 1) {
      return leafHashes.getFirst();
    }
    var k = Integer.highestOneBit(leafHashes.size() - 1);
    return MerkleTree.nodeHash(
        defined(leafHashes.subList(0, k)), defined(leafHashes.subList(k, leafHashes.size())));
  }

  private static List<byte[]> hashes(int count) {
    var random = new Random(6962);
    var all = new ArrayList<byte[]>();
    for (var i = 0; i < count; i++) {
      var leaf = new byte[random.nextInt(50)];
      random.nextBytes(leaf);
      all.add(MerkleTree.leafHash(leaf));
    }
    return all;
  }

  @Test
  void a_range_that_grows_has_the_root_of_the_definition_at_every_size() {
    var hashes = hashes(300);
    var range = CompactRange.empty();
    for (var size = 1; size <= hashes.size(); size++) {
      range.append(hashes.get(size - 1));
      range = CompactRange.of(size, range.bytes());

      assertThat(range.root()).isEqualTo(defined(hashes.subList(0, size)));
    }
  }

  @Test
  void a_range_of_another_size_is_refused() {
    assertThatThrownBy(() -> CompactRange.of(5, new byte[32]))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Tiles as the database keeps them: stored after every batch, the edge read back. */
  private static final class StoredTiles {
    private final Map<List<Long>, Tile> tiles = new HashMap<>();
    private long size;

    void append(List<byte[]> hashes) {
      var edge = TileEdge.of(size, this::tile);
      hashes.forEach(edge::append);
      edge.changed().forEach(tile -> tiles.put(List.of((long) tile.level(), tile.index()), tile));
      size += hashes.size();
    }

    Tile tile(int level, long index) {
      return tiles.get(List.of((long) level, index));
    }

    Proofs proofs() {
      return new Proofs((level, index) -> {
        var part = level % 8;
        return tile(level / 8, (index << part) / Tile.WIDTH)
            .root((int) ((index << part) % Tile.WIDTH), 1 << part);
      });
    }
  }

  @Test
  void tiles_are_cut_as_tlog_tiles_says() {
    var stored = new StoredTiles();
    stored.append(hashes(70_000));

    assertThat(stored.tile(0, 272).width()).isEqualTo(256);
    assertThat(stored.tile(0, 273).width()).isEqualTo(112);
    assertThat(stored.tile(1, 0).width()).isEqualTo(256);
    assertThat(stored.tile(1, 1).width()).isEqualTo(17);
    assertThat(stored.tile(2, 0).width()).isEqualTo(1);
    assertThat(stored.proofs().root(70_000)).isEqualTo(MerkleTree.root(hashes(70_000)));
  }

  @Test
  void tiles_are_the_same_whatever_the_batches() {
    var hashes = hashes(1_500);
    var atOnce = new StoredTiles();
    atOnce.append(hashes);
    var random = new Random(1);
    for (var round = 0; round < 20; round++) {
      var bit = new StoredTiles();
      for (var from = 0; from < hashes.size(); ) {
        var until = Math.min(hashes.size(), from + 1 + random.nextInt(400));
        bit.append(hashes.subList(from, until));
        from = until;
      }

      assertThat(bit.tiles.keySet()).isEqualTo(atOnce.tiles.keySet());
      bit.tiles.forEach(
          (place, tile) -> assertThat(tile.hashes()).isEqualTo(atOnce.tiles.get(place).hashes()));
    }
  }

  @Test
  void a_tile_that_is_not_of_the_logs_size_is_refused() {
    assertThatThrownBy(() -> TileEdge.of(5, (level, index) -> new Tile(level, index, new byte[32])))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void every_leaf_is_proven_at_every_size_and_no_other_is() {
    var hashes = hashes(70);
    var stored = new StoredTiles();
    stored.append(hashes);
    var proofs = stored.proofs();
    for (var size = 1; size <= 70; size++) {
      var root = defined(hashes.subList(0, size));
      for (var leaf = 0; leaf < size; leaf++) {
        var path = proofs.inclusion(leaf, size);

        assertThat(Proofs.provesInclusion(hashes.get(leaf), leaf, size, path, root)).isTrue();
        assertThat(Proofs.provesInclusion(hashes.get((leaf + 1) % 70), leaf, size, path, root))
            .isFalse();
        assertThat(Proofs.provesInclusion(hashes.get(leaf), leaf + 1, size, path, root)).isFalse();
        assertThat(Proofs.provesInclusion(hashes.get(leaf), leaf, leaf, path, root)).isFalse();
        assertThat(Proofs.provesInclusion(hashes.get(leaf), leaf, size, longer(path), root))
            .isFalse();
        if (!path.isEmpty()) {
          var shorter = path.subList(0, path.size() - 1);
          assertThat(Proofs.provesInclusion(hashes.get(leaf), leaf, size, shorter, root)).isFalse();
        }
      }
    }
  }

  @Test
  void every_log_is_proven_to_begin_with_its_earlier_self_and_no_other() {
    var hashes = hashes(70);
    var stored = new StoredTiles();
    stored.append(hashes);
    var proofs = stored.proofs();
    for (var later = 1; later <= 70; later++) {
      var root = defined(hashes.subList(0, later));
      for (var earlier = 1; earlier <= later; earlier++) {
        var before = defined(hashes.subList(0, earlier));
        var path = proofs.consistency(earlier, later);

        assertThat(Proofs.provesConsistency(earlier, before, later, root, path)).isTrue();
        assertThat(Proofs.provesConsistency(earlier, before, later, root, longer(path))).isFalse();
        assertThat(Proofs.provesConsistency(earlier, altered(before), later, root, path)).isFalse();
        assertThat(Proofs.provesConsistency(earlier, before, later, altered(root), path)).isFalse();
        assertThat(Proofs.provesConsistency(0, before, later, root, path)).isFalse();
      }
    }
  }

  private static List<byte[]> longer(List<byte[]> path) {
    var longer = new ArrayList<>(path);
    longer.add(new byte[32]);
    return longer;
  }

  private static byte[] altered(byte[] hash) {
    var altered = Arrays.copyOf(hash, hash.length);
    altered[31] ^= 1;
    return altered;
  }
}
