package crossforce.kit.actor;

import crossforce.contract.wire.WireJson;
import crossforce.kit.time.MachineTime;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The realm's public keys. Fetched now and then and when a token names one that we do not know, but
 * never more often than the reprieve allows; while the realm is away the last ones seen serve on,
 * also over a restart, until they are too old.
 */
@Singleton
class RealmKeys {
  private static final Logger LOG = Logger.getLogger(RealmKeys.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TokensConfig config;
  private final MachineTime machine;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ReentrantLock asking = new ReentrantLock();

  private volatile @Nullable Seen seen;
  private volatile @Nullable Instant askedAt;

  /** A key set and when the realm showed it. */
  private record Seen(List<JsonWebKey> keys, Instant at) {}

  /** A key set as it lies on disk. */
  record Kept(Instant at, String keys) {}

  /** No keys can be had that are young enough to be believed. */
  static final class AwayException extends RuntimeException {
    AwayException() {
      super("the realm is away, and its last keys are too old or were never seen");
    }
  }

  RealmKeys(TokensConfig config, MachineTime machine) {
    this.config = config;
    this.machine = machine;
    config.keysFile().ifPresent(this::recall);
  }

  /**
   * Keys to look in for this key id.
   *
   * @throws AwayException when there are none to be believed
   */
  List<JsonWebKey> keysFor(@Nullable String keyId) {
    var present = seen;
    if (present == null || !knows(present, keyId) || isOlder(present.at, config.keysRefresh())) {
      ask(present == null);
      present = seen;
    }
    if (present == null || isOlder(present.at, config.keysMaxAge())) {
      throw new AwayException();
    }
    return present.keys;
  }

  /** Whether tokens can be checked now. */
  boolean areKnown() {
    try {
      return !keysFor(null).isEmpty();
    } catch (AwayException e) {
      return false;
    }
  }

  private static boolean knows(Seen present, @Nullable String keyId) {
    return keyId == null || present.keys.stream().anyMatch(key -> keyId.equals(key.getKeyId()));
  }

  private boolean isOlder(Instant moment, Duration age) {
    return moment.plus(age).isBefore(machine.now());
  }

  /** One asks at a time; others go on with what is known, unless nothing is. */
  private void ask(boolean waitForAnswer) {
    if (waitForAnswer) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return;
    }
    try {
      var last = askedAt;
      if (last == null || isOlder(last, config.keysReprieve())) {
        askedAt = machine.now();
        fetch();
      }
    } finally {
      asking.unlock();
    }
  }

  private void fetch() {
    var request = HttpRequest.newBuilder(config.keys()).timeout(PATIENCE).GET().build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        LOG.warnf("the realm does not show its keys: status %d", answer.statusCode());
        return;
      }
      var now = machine.now();
      seen = new Seen(new JsonWebKeySet(answer.body()).getJsonWebKeys(), now);
      config.keysFile().ifPresent(file -> keep(file, new Kept(now, answer.body())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | JoseException e) {
      LOG.warnf("the realm does not show its keys: %s", e);
    }
  }

  private void recall(Path file) {
    try {
      var kept = WireJson.read(Files.readAllBytes(file), Kept.class);
      seen = new Seen(new JsonWebKeySet(kept.keys()).getJsonWebKeys(), kept.at());
    } catch (NoSuchFileException e) {
      LOG.debug("no keys were kept yet");
    } catch (IOException | JoseException | IllegalArgumentException e) {
      LOG.warnf("the keys kept on disk cannot be read: %s", e);
    }
  }

  /** Without a copy on disk we are as well off as before, but for the next start. */
  private static void keep(Path file, Kept kept) {
    try {
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, WireJson.bytes(kept));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warnf("the realm's keys cannot be kept on disk: %s", e);
    }
  }
}
