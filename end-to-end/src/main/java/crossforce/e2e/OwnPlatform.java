package crossforce.e2e;

import crossforce.local.Home;
import crossforce.local.Platform;
import crossforce.local.Ports;

/**
 * A platform beside the developer's that lives no longer than the program that asked for it: what a
 * killed run left is stopped first, and an interruption kills what this one started.
 */
final class OwnPlatform implements AutoCloseable {
  private final Platform platform;

  private OwnPlatform(Platform platform) {
    this.platform = platform;
    Runtime.getRuntime().addShutdownHook(new Thread(platform::abandon));
  }

  /** On the state that earlier runs left. */
  static OwnPlatform in(String folder) {
    var platform = new Platform(home(folder), Ports.free(), System.out::println);
    platform.down();
    return new OwnPlatform(platform);
  }

  /** On no state: an earlier run may have been interrupted with an older database in place. */
  static OwnPlatform anewIn(String folder) {
    return new OwnPlatform(Platform.anew(home(folder), Ports.free(), System.out::println));
  }

  Platform up() {
    platform.up();
    return platform;
  }

  @Override
  public void close() {
    platform.down();
  }

  private static Home home(String folder) {
    return Home.in(Home.fromEnvironment().project().resolve(".crossforce").resolve(folder));
  }
}
