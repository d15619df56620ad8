package crossforce.kit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import crossforce.kit.http.Fault;
import crossforce.kit.http.FaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found good is remembered, and must not be believed any longer than it is good. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenCheckTest {
  @TempDir Path folder;

  private TestRealm realm;
  private TokenCheck check;

  @BeforeEach
  void start() throws Exception {
    realm = new TestRealm(folder.resolve("keys.json"));
    realm.now = Instant.now();
    check =
        new TokenCheck(realm.config(), new RealmKeys(realm.config(), realm.machine), realm.machine);
  }

  @AfterEach
  void stop() {
    realm.close();
  }

  @Test
  void a_remembered_token_is_refused_when_it_expires() throws Exception {
    var leeway = Duration.ofSeconds(5);
    var token = token(realm.key, Instant.now().minus(leeway).plusSeconds(2));

    assertThat(check.actor(token).id().value()).isEqualTo("anna");

    await().atMost(leeway).untilAsserted(() -> isRefused(token, Fault.TOKEN_EXPIRED));
  }

  @Test
  void a_remembered_token_is_refused_when_the_realm_withdraws_its_key() throws Exception {
    var token = token(realm.key, Instant.now().plus(Duration.ofHours(1)));
    assertThat(check.actor(token)).isEqualTo(check.actor(token));

    realm.key = TestRealm.key("second");
    realm.now = realm.now.plus(realm.config().keysRefresh()).plusSeconds(1);

    isRefused(token, Fault.TOKEN_INVALID);
  }

  @Test
  void a_remembered_token_is_refused_when_the_keys_are_too_old() throws Exception {
    var token = token(realm.key, Instant.now().plus(Duration.ofHours(24)));
    check.actor(token);

    realm.close();
    realm.now = realm.now.plus(realm.config().keysMaxAge()).plusSeconds(1);

    isRefused(token, Fault.REALM_AWAY);
  }

  private void isRefused(String token, Fault why) {
    assertThatThrownBy(() -> check.actor(token))
        .isInstanceOfSatisfying(FaultException.class, e -> assertThat(e.fault()).isEqualTo(why));
  }

  private String token(RsaJsonWebKey key, Instant until) throws JoseException {
    var claims = new JwtClaims();
    claims.setIssuer(realm.config().issuer());
    claims.setAudience(realm.config().audience());
    claims.setSubject("anna");
    claims.setExpirationTime(NumericDate.fromSeconds(until.getEpochSecond()));
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    signature.setPayload(claims.toJson());
    return signature.getCompactSerialization();
  }
}
