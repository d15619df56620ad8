package crossforce.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passwords made up at first use and kept in one file that only its owner can read. */
public final class Secrets {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 24;

  private final SecureRandom random = new SecureRandom();
  private final Path file;
  private final TreeMap<String, String> known;

  Secrets(Path file) {
    this.file = file;
    this.known = read(file);
  }

  /** The password of a person of the realm. */
  public String ofUser(String username) {
    return of("user." + username);
  }

  /** The secret of a force's machine client, {@code force-<id>}. */
  public String ofClient(String clientId) {
    return of("client." + clientId);
  }

  /** The password of a database role. */
  public String ofRole(String role) {
    return of("database." + role);
  }

  /** The password of a user of Kafka's. */
  String ofKafka(String user) {
    return of("kafka." + user);
  }

  String ofKeycloakAdmin() {
    return of("keycloak.admin");
  }

  synchronized boolean holds(String name) {
    if (!known.containsKey(name)) known.putAll(read(file)); // Another launcher may have made it.
    return known.containsKey(name);
  }

  synchronized String of(String name) {
    if (!holds(name)) make(name);
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }

  private void make(String name) {
    var secret =
        IntStream.range(0, LENGTH)
            .mapToObj(_ -> String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))))
            .collect(Collectors.joining());
    known.put(name, secret);
    write(); // Before its first use: a secret that is in use and not on disk would lock us out
    // after a crash.
  }

  private void write() {
    var lines =
        known.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    try {
      var draft = file.resolveSibling(file.getFileName() + ".new");
      writeForOwner(draft, lines);
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A new file that nobody else could ever read, not even while it was written. */
  static void writeForOwner(Path file, List<String> lines) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, lines);
  }

  private static TreeMap<String, String> read(Path file) {
    var read = new TreeMap<String, String>();
    try {
      if (!Files.exists(file)) return read;
      for (var line : Files.readAllLines(file)) {
        var split = line.indexOf('=');
        if (split > 0) read.put(line.substring(0, split), line.substring(split + 1));
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
