package crossforce.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What must be true of the ports before anything starts: no part still runs on others, and nobody
 * else holds them.
 */
final class PortCheck {
  private static final Duration PORT_LINGERS = Duration.ofSeconds(5);

  private final Path note;
  private final Ports ports;

  PortCheck(Home home, Ports ports) {
    this.note = home.run().resolve("ports");
    this.ports = ports;
  }

  /**
   * A part was told its ports when it started, so one that still runs on another base would be
   * waited for in vain. The base is noted when none runs, for whoever comes next.
   */
  void claimBase(List<? extends Part> parts) {
    refuseOtherBase(parts);
    if (parts.stream().anyMatch(part -> part.daemon().isRunning())) return;
    try {
      Files.writeString(note, Integer.toString(ports.base()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + note, e);
    }
  }

  void refuseOtherBase(List<? extends Part> parts) {
    var noted = noted();
    if (noted == ports.base()) return;
    for (var part : parts) {
      if (!part.daemon().isRunning()) continue;
      throw new PlatformTrouble(
          "%s runs on port %d, of base %d; `make down` first, or go on with %s=%d."
              .formatted(
                  part.name(),
                  part.ports().getFirst() - ports.base() + noted,
                  noted,
                  Ports.SETTING,
                  noted));
    }
  }

  void areFree(Part part) {
    for (var port : part.ports()) {
      if (Patience.until(PORT_LINGERS, () -> Ports.isFree(port))) continue;
      throw new PlatformTrouble(
          "Port %d, wanted by %s, is in use by %s. End that program, or move the whole platform with %s=<base>, for instance %s=20000 (now %d)."
              .formatted(
                  port,
                  part.name(),
                  PortHolder.of(port).orElse("another program"),
                  Ports.SETTING,
                  Ports.SETTING,
                  ports.base()));
    }
  }

  /** Ours, where nobody noted another: parts of before there was a note are taken at our word. */
  private int noted() {
    try {
      return Files.exists(note) ? Integer.parseInt(Files.readString(note).strip()) : ports.base();
    } catch (IOException | NumberFormatException _) {
      return ports.base(); // Cut off while it was written: nothing ran then.
    }
  }
}
