package crossforce.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the process that listens on a port, so that a collision can be named and not only reported.
 */
final class PortHolder {
  private static final String LISTENING = "0A";

  private PortHolder() {}

  /**
   * In words, such as {@code process 4711 (python3 -m http.server)}; empty when it cannot be seen.
   */
  static Optional<String> of(int port) {
    var sockets = listeningSockets(port);
    if (sockets.isEmpty()) return Optional.empty();
    return ProcessHandle.allProcesses()
        .filter(process -> holdsOne(process.pid(), sockets))
        .findFirst()
        .map(process -> "process %d (%s)".formatted(process.pid(), commandLine(process)));
  }

  private static Set<String> listeningSockets(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> lines(Path.of(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column.length > 9 && column[3].equals(LISTENING))
        .filter(column -> column[1].endsWith(":%04X".formatted(port)))
        .map(column -> "socket:[" + column[9] + "]")
        .collect(Collectors.toSet());
  }

  private static boolean holdsOne(long pid, Set<String> sockets) {
    try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException _) {
      return false; // Ended meanwhile, or somebody else's.
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static String commandLine(ProcessHandle process) {
    var line = process.info().commandLine().or(process.info()::command).orElse("unknown command");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
