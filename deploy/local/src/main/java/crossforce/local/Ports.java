package crossforce.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Where everything listens: fixed steps from one base, so that two platforms fit on one machine.
 */
public record Ports(int base) {
  public static final String SETTING = "CROSSFORCE_PORTS";
  private static final int DEFAULT_BASE = 10_000;
  private static final int LAST_STEP = 9_093;
  private static final int BETWEEN_INSTANCES = 100;

  public Ports {
    if (base < 0 || base + LAST_STEP > 65_535) {
      throw new PlatformTrouble(
          SETTING + "=" + base + " leaves no room for ports up to base + " + LAST_STEP + ".");
    }
  }

  public static Ports fromEnvironment() {
    var setting = System.getenv(SETTING);
    if (setting == null || setting.isBlank()) return new Ports(DEFAULT_BASE);
    try {
      return new Ports(Integer.parseInt(setting.strip()));
    } catch (NumberFormatException e) {
      throw new PlatformTrouble(
          SETTING + "=" + setting + " is not a number; the default is " + DEFAULT_BASE + ".", e);
    }
  }

  /** A base whose ports are all free at this moment; for a second platform beside the first. */
  public static Ports free() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(110, 230) * 100)
        .limit(200)
        .mapToObj(Ports::new)
        .filter(Ports::areFree)
        .findFirst()
        .orElseThrow(() -> new PlatformTrouble("No range of ports is free on this machine."));
  }

  public int postgres() {
    return base + 5_432;
  }

  public int keycloak() {
    return base + 8_080;
  }

  public int kafka() {
    return base + 9_092;
  }

  public int kafkaController() {
    return base + LAST_STEP;
  }

  public int service(String name, int instance) {
    return base + 8_081 + Service.NAMES.indexOf(name) + BETWEEN_INSTANCES * (instance - 1);
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Whether something listens; asked by connecting, since trying to listen would be in the
   * starter's way.
   */
  static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private boolean areFree() {
    return IntStream.concat(
            IntStream.of(postgres(), keycloak(), kafka(), kafkaController()),
            Service.NAMES.stream()
                .flatMapToInt(name -> IntStream.of(service(name, 1), service(name, 2))))
        .allMatch(Ports::isFree);
  }
}
