package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PortsTest {
  @TempDir Path state;

  @Test
  void a_port_in_use_is_named_with_who_uses_it_and_what_moves_the_platform_before_anything_starts()
      throws IOException {
    // Given
    var ports = Ports.free();
    var said = new ArrayList<String>();
    var platform = new Platform(Home.in(state), ports, said::add);

    try (var taken = new ServerSocket(ports.keycloak(), 1, InetAddress.getLoopbackAddress())) {
      // When, Then
      assertThatThrownBy(platform::up)
          .isInstanceOf(PlatformTrouble.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + ", wanted by keycloak")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("CROSSFORCE_PORTS=20000");
    }
    assertThat(said).isEmpty();
    assertThat(platform.isRunning("postgres")).isFalse();
  }

  @Test
  void a_part_that_runs_on_another_base_is_named_with_its_port_and_nothing_starts() {
    // Given
    var older = new Ports(11_000);
    var postgres = new Postgres(Home.in(state), older, new Secrets(state.resolve("secrets")));
    new PortCheck(Home.in(state), older).claimBase(List.of(postgres));
    postgres.daemon().start(List.of("sleep", "600"), Map.of(), state);
    var said = new ArrayList<String>();
    var platform = new Platform(Home.in(state), new Ports(12_000), said::add);

    // When, Then
    for (var call : List.<ThrowingCallable>of(platform::up, platform::status)) {
      assertThatThrownBy(call)
          .isInstanceOf(PlatformTrouble.class)
          .hasMessage(
              "postgres runs on port 16432, of base 11000; `make down` first, or go on with CROSSFORCE_PORTS=11000.");
    }
    assertThat(said).isEmpty();
    platform.down();
    assertThat(platform.isRunning("postgres")).isFalse();
    new PortCheck(Home.in(state), platform.ports()).claimBase(List.of(postgres));
  }

  @Test
  void a_base_that_leaves_no_room_is_refused() {
    assertThatThrownBy(() -> new Ports(60_000)).hasMessageContaining("CROSSFORCE_PORTS=60000");
  }
}
