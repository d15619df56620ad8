package crossforce.kit.actor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import crossforce.contract.ActorId;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.kit.http.Fault;
import crossforce.kit.http.FaultException;
import crossforce.kit.time.MachineTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** Decides whether a token is good, here and without asking anybody, and whom it names. */
@Singleton
class TokenCheck {
  /** Signed with a key pair: whoever can check a token cannot make one. */
  private static final AlgorithmConstraints TAKEN =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

  private static final int CLOCKS_DIFFER_SECONDS = 5;

  private static final int MOST_REMEMBERED = 2_000;

  private final RealmKeys keys;
  private final MachineTime machine;
  private final JwtConsumer consumer;
  private final Cache<String, Checked> checked =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** A token found good, until when, and the keys that it was found good by. */
  private record Checked(Actor actor, Instant until, List<JsonWebKey> keys) {}

  TokenCheck(TokensConfig config, RealmKeys keys, MachineTime machine) {
    this.keys = keys;
    this.machine = machine;
    this.consumer =
        new JwtConsumerBuilder()
            .setRequireSubject()
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_SECONDS)
            .setExpectedIssuer(config.issuer())
            .setExpectedAudience(config.audience())
            .setJwsAlgorithmConstraints(TAKEN)
            .setVerificationKeyResolver((signature, _) -> keyFor(signature).getKey())
            .build();
  }

  /**
   * Whom the token names. A signature is checked once as long as the realm shows the same keys.
   *
   * @throws FaultException {@code token-expired}, {@code token-invalid}, or {@code realm-away}
   */
  Actor actor(String token) {
    try {
      var present = keys.keysFor(null);
      var known = checked.getIfPresent(token);
      if (known != null && known.keys() == present && machine.now().isBefore(known.until())) {
        return known.actor();
      }
      var claims = consumer.processToClaims(token);
      var until = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
      var actor = actor(claims);
      checked.put(token, new Checked(actor, until, present));
      return actor;
    } catch (RealmKeys.AwayException e) {
      throw new FaultException(Fault.REALM_AWAY);
    } catch (InvalidJwtException e) {
      throw new FaultException(fault(e));
    } catch (MalformedClaimException | IllegalArgumentException e) {
      throw new FaultException(Fault.TOKEN_INVALID);
    }
  }

  private JsonWebKey keyFor(JsonWebSignature signature) throws UnresolvableKeyException {
    try {
      var key =
          new VerificationJwkSelector()
              .select(signature, keys.keysFor(signature.getKeyIdHeaderValue()));
      if (key == null) {
        throw new UnresolvableKeyException("the realm has no such key");
      }
      return key;
    } catch (UnresolvableKeyException e) {
      throw e;
    } catch (JoseException e) {
      throw new UnresolvableKeyException("the key cannot be chosen", e);
    }
  }

  private static Fault fault(InvalidJwtException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RealmKeys.AwayException) {
        return Fault.REALM_AWAY;
      }
    }
    return e.hasExpired() ? Fault.TOKEN_EXPIRED : Fault.TOKEN_INVALID;
  }

  private static Actor actor(JwtClaims claims) throws MalformedClaimException {
    if (claims.hasClaim("typ") && !claims.getStringClaimValue("typ").equals("Bearer")) {
      throw new FaultException(Fault.TOKEN_INVALID, "This is not an access token.");
    }
    var auth = new Auth(type(claims), new ActorId(claims.getSubject()));
    var force = Optional.ofNullable(claims.getStringClaimValue("force")).map(ForceId::new);
    return new Actor(auth, force, Set.copyOf(roles(claims)));
  }

  private static List<String> roles(JwtClaims claims) throws MalformedClaimException {
    return claims.hasClaim("roles") ? claims.getStringListClaimValue("roles") : List.of();
  }

  /** A machine got its token by its own credentials; nobody signed in. */
  private static Auth.Type type(JwtClaims claims) throws MalformedClaimException {
    var byCredentials =
        claims.hasClaim("client_id")
            || isServiceAccount(claims.getStringClaimValue("preferred_username"));
    return byCredentials ? Auth.Type.SERVICE_ACCOUNT : Auth.Type.USER;
  }

  private static boolean isServiceAccount(@Nullable String name) {
    return name != null && name.startsWith("service-account-");
  }
}
