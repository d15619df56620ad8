package crossforce.local;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that outlives whoever started it, and is known again by its number, its start time and
 * the boot of the machine: a number given to another process since then is never mistaken for it,
 * nor signalled.
 */
final class Daemon {
  private static final long LARGE_LOG = 50_000_000;
  private static final String BOOT = read(Path.of("/proc/sys/kernel/random/boot_id")).strip();

  private final String name;
  private final Path pidFile;
  private final Path log;

  Daemon(Home home, String name) {
    this.name = name;
    this.pidFile = home.run().resolve(name + ".pid");
    this.log = home.logs().resolve(name + ".log");
  }

  Path log() {
    return log;
  }

  /** The process number while it lives; empty when it ended or was never started. */
  OptionalLong pid() {
    if (!Files.exists(pidFile)) return OptionalLong.empty();
    var parts = List.of(read(pidFile).strip().split(" "));
    if (parts.size() != 3 || !parts.get(2).equals(BOOT)) return OptionalLong.empty();
    var pid = Long.parseLong(parts.get(0));
    return statOf(pid).filter(stat -> !stat.dead() && stat.start().equals(parts.get(1))).isPresent()
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }

  boolean isRunning() {
    return pid().isPresent();
  }

  boolean isPaused() {
    return pid().stream().boxed().flatMap(pid -> statOf(pid).stream()).anyMatch(Stat::paused);
  }

  void start(List<String> command, Map<String, String> environment, Path folder) {
    var detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    try {
      setAside(log);
      var builder = new ProcessBuilder(detached).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      var pid = builder.start().pid();
      // A crash between the start and this line leaves a process without a pid file: its port is
      // then in use, and named.
      var stat =
          statOf(pid).orElseThrow(() -> new PlatformTrouble(name + " ended at once; see " + log));
      Files.writeString(pidFile, pid + " " + stat.start() + " " + BOOT + "\n");
    } catch (IOException e) {
      throw new PlatformTrouble("Cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Asks by the signal, and insists by another when asking does not help. */
  void stop(String signal, Duration limit) {
    if (!isRunning()) return;
    signal("CONT"); // A paused process hears nothing.
    signal(signal);
    if (!Patience.until(limit, () -> !isRunning())) kill();
  }

  void kill() {
    signal("KILL");
    Patience.until(Duration.ofSeconds(10), () -> !isRunning());
  }

  void signal(String signal) {
    pid().ifPresent(pid -> run("kill", "-" + signal, Long.toString(pid)));
  }

  String lastLines() {
    var lines = read(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }

  private static void run(String... command) {
    try {
      // Through the shell, which has kill built in: a machine without procps will do.
      new ProcessBuilder("/bin/sh", "-c", String.join(" ", command))
          .redirectErrorStream(true)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted.", e);
    }
  }

  private static void setAside(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
      Files.move(log, log.resolveSibling(log.getFileName() + ".1"), REPLACE_EXISTING);
    }
  }

  private record Stat(String state, String start, int threads) {
    /** A killed process may have lost its first thread while the others still hold its ports. */
    boolean dead() {
      return state.equals("X") || (state.equals("Z") && threads <= 1);
    }

    boolean paused() {
      return state.equals("T");
    }
  }

  private static Optional<Stat> statOf(long pid) {
    try {
      var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields =
          text.substring(text.lastIndexOf(')') + 2).split(" "); // The name before may hold spaces.
      return Optional.of(new Stat(fields[0], fields[19], Integer.parseInt(fields[17])));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
