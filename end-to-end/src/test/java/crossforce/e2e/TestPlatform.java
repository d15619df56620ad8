package crossforce.e2e;

import crossforce.local.Home;
import crossforce.local.Platform;
import crossforce.local.Ports;
import java.nio.file.Path;

/**
 * The whole platform, real in every part, on free ports and with a state of its own; one for all
 * tests of a run.
 */
final class TestPlatform {
  private static final TestPlatform ONE = new TestPlatform();

  private final Platform platform =
      new Platform(Home.in(Path.of("target/platform")), Ports.free(), System.out::println);

  private TestPlatform() {
    Runtime.getRuntime().addShutdownHook(new Thread(platform::kill9Everything));
    platform.up();
  }

  static Platform platform() {
    return ONE.platform;
  }

  static Target target() {
    return Target.of(ONE.platform.home().secrets(), ONE.platform.ports());
  }
}
