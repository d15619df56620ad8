package crossforce.kit.time;

import crossforce.kit.decision.RefusedException;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Domain time in local, test and sandbox builds: the machine's time plus one offset, which all
 * services of the platform read from the same file. It only ever moves forward, and survives
 * restarts.
 */
@Singleton
@IfBuildProperty(name = "crossforce.clock.movable", stringValue = "true")
class MovableClock extends DomainClock {
  private static final Duration FURTHEST = Duration.ofDays(3653);
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

  private final MachineTime machine;
  private final Optional<Path> file;
  private final Object keeping = new Object();
  private volatile Seen seen;

  /** The offset, by which version of the file, and when we last looked whether it is still that. */
  private record Seen(Duration offset, @Nullable Version version, long lookedAt) {
    /** Who has read the file before it was moved may come after who has read it since. */
    Seen orFurther(Seen known) {
      return offset.compareTo(known.offset) < 0
          ? new Seen(known.offset, known.version, lookedAt)
          : this;
    }
  }

  /** A moved clock is a new file under the old name, so its key changes even when nothing else. */
  private record Version(@Nullable Object key, long modified, long size) {}

  MovableClock(
      MachineTime machine,
      TransactionSynchronizationRegistry transactions,
      @ConfigProperty(name = "crossforce.clock.file") Optional<Path> file) {
    super(transactions);
    this.machine = machine;
    this.file = file;
    this.seen = new Seen(Duration.ZERO, null, machine.nanos() - LOOK_AGAIN_NANOS);
  }

  @Override
  Instant now() {
    return machine.now().plus(offset());
  }

  Duration offset() {
    var last = seen;
    if (file.isEmpty() || machine.nanos() - last.lookedAt < LOOK_AGAIN_NANOS) {
      return last.offset;
    }
    return look(file.get(), last).offset;
  }

  /**
   * Moves domain time to this moment, for the whole platform.
   *
   * @throws RefusedException {@code clock-backwards} when it lies before the present, {@code
   *     clock-too-far} when it lies further ahead of the machine's time than ten years
   */
  synchronized void moveTo(Instant moment) {
    var path = file.orElseThrow(() -> new RefusedException(ClockRefusal.CLOCK_NOT_SHARED));
    if (moment.isAfter(machine.now().plus(FURTHEST))) {
      throw new RefusedException(ClockRefusal.CLOCK_TOO_FAR);
    }
    try (var lock = open(path.resolveSibling(path.getFileName() + ".lock"));
        var _ = lock.lock()) {
      var present = look(path, new Seen(Duration.ZERO, null, machine.nanos())).offset;
      var wanted = Duration.between(machine.now(), moment);
      if (wanted.compareTo(present) < 0) {
        throw new RefusedException(
            ClockRefusal.CLOCK_BACKWARDS, "It is already " + machine.now().plus(present) + ".");
      }
      write(path, wanted);
      look(path, seen);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock's file cannot be written", e);
    }
  }

  private Seen look(Path path, Seen last) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      var version =
          new Version(
              attributes.fileKey(),
              attributes.lastModifiedTime().toInstant().toEpochMilli(),
              attributes.size());
      var offset =
          Objects.equals(version, last.version)
              ? last.offset
              : Duration.parse(Files.readString(path).strip());
      return keep(new Seen(offset, version, machine.nanos()));
    } catch (NoSuchFileException e) {
      return keep(new Seen(Duration.ZERO, null, machine.nanos()));
    } catch (IOException | DateTimeParseException e) {
      throw new IllegalStateException("the clock's file cannot be read", e);
    }
  }

  private Seen keep(Seen fresh) {
    synchronized (keeping) { // Not on this: whoever moves the clock waits for a file lock.
      return seen = fresh.orFurther(seen);
    }
  }

  /** Readers see the old offset or the new one, never a part; a crash leaves one of them. */
  private static void write(Path path, Duration offset) throws IOException {
    var fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(
        fresh,
        offset + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
