package crossforce.local;

import java.util.List;

/** The command line of the platform: {@code up}, {@code down} or {@code status}. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    var command = arguments.length == 1 ? arguments[0] : "";
    try {
      run(command, Platform.fromEnvironment(System.out::println)).forEach(System.out::println);
    } catch (PlatformTrouble trouble) {
      System.out.flush();
      System.err.println(trouble.getMessage());
      System.exit(1);
    }
    System.exit(0); // The admin clients leave threads behind.
  }

  private static List<String> run(String command, Platform platform) {
    return switch (command) {
      case "up" -> {
        platform.up();
        yield platform.table();
      }
      case "down" -> {
        platform.down();
        yield List.of("The platform is down; its state stays in " + platform.home().state() + ".");
      }
      case "status" -> platform.status();
      default -> throw new PlatformTrouble("Say one of: up, down, status.");
    };
  }
}
