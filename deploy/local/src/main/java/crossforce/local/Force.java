package crossforce.local;

import java.util.List;

/**
 * A force of the register that the registry starts with; its group and machine client are made from
 * it.
 */
record Force(String id, String name) {
  /** The register's first two columns; the file quotes none of them. */
  static List<Force> all() {
    return Definition.lines("seed/forces.csv").stream()
        .skip(1)
        .map(line -> line.split(",", 3))
        .map(column -> new Force(column[0], column[1]))
        .toList();
  }
}
