package crossforce.kit.actor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whose tokens are taken. Without an issuer and its keys the service does not start. */
@ConfigMapping(prefix = "crossforce.tokens")
public interface TokensConfig {
  /** The realm, as its tokens name it. */
  String issuer();

  /** Where the realm shows its public keys. */
  URI keys();

  /** For whom the tokens must be. */
  @WithDefault("crossforce")
  String audience();

  /** Where the last keys seen are kept, so that the service can start while the realm is away. */
  Optional<Path> keysFile();

  /** How long keys are believed while the realm is away. */
  @WithDefault("PT12H")
  Duration keysMaxAge();

  /** How often the realm is asked for its keys while everything is well. */
  @WithDefault("PT5M")
  Duration keysRefresh();

  /** How long to leave the realm alone after asking it, whatever tokens come. */
  @WithDefault("PT10S")
  Duration keysReprieve();
}
