package crossforce.kit.test;

import crossforce.contract.wire.NameUuid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Access tokens of the test realm, shaped as Keycloak's are. */
public final class Tokens {
  public static final String ISSUER = "http://issuer.example/realms/crossforce";
  public static final String AUDIENCE = "crossforce";

  private static final UUID PEOPLE = UUID.fromString("4b1d3d0e-6c1b-4f6e-9d0a-2f3f6f1b7a10");

  private Tokens() {}

  /** A person with this role; always the same subject for the same role and force. */
  public static String person(String role, String force) {
    return person(role, force, subject(role, force));
  }

  public static String person(String role, String force, String subject) {
    return sign(claims(subject, force, role));
  }

  /** A person with several roles, such as who asks and authorises at night. */
  public static String person(List<String> roles, String force) {
    return sign(
        claims(
            subject(String.join("+", new TreeSet<>(roles)), force),
            force,
            roles.toArray(String[]::new)));
  }

  /** Somebody whose token names no force, such as the coordinator or an operator. */
  public static String person(String role) {
    return sign(claims(subject(role, ""), null, role));
  }

  /** A force's machine client, by client credentials. */
  public static String machine(String force) {
    var claims = claims(subject("force-system", force), force, "force-system");
    claims.setStringClaim("client_id", "force-" + force);
    claims.setStringClaim("azp", "force-" + force);
    claims.setStringClaim("preferred_username", "service-account-force-" + force);
    return sign(claims);
  }

  /** The subject, and so the actor id, of {@link #person(String, String)}. */
  public static String subject(String role, String force) {
    return NameUuid.of(PEOPLE, role + "@" + force).toString();
  }

  public static String expired() {
    var claims = claims(subject("requester", "west-yorkshire"), "west-yorkshire", "requester");
    claims.setIssuedAt(secondsFromNow(-3600));
    claims.setExpirationTime(secondsFromNow(-1800));
    return sign(claims);
  }

  /** Signed well, by a realm that is not ours, with a key that ours does not show. */
  public static String otherRealm() {
    var claims = claims(subject("requester", "west-yorkshire"), "west-yorkshire", "requester");
    claims.setIssuer("http://issuer.example/realms/other");
    return sign(claims, otherKey());
  }

  /** Of our realm by its words, but signed with a key that our realm does not have. */
  public static String forged() {
    return sign(
        claims(subject("requester", "west-yorkshire"), "west-yorkshire", "requester"), otherKey());
  }

  /** A token with exactly these claims instead of the usual ones; null takes a claim away. */
  public static String with(Map<String, @Nullable Object> changes) {
    var claims = claims(subject("requester", "west-yorkshire"), "west-yorkshire", "requester");
    changes.forEach((name, value) -> {
      if (value == null) {
        claims.unsetClaim(name);
      } else {
        claims.setClaim(name, value);
      }
    });
    return sign(claims);
  }

  /** Not signed at all. */
  public static String unsigned() {
    var claims = claims(subject("requester", "west-yorkshire"), "west-yorkshire", "requester");
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    signature.setPayload(claims.toJson());
    return serialise(signature);
  }

  private static JwtClaims claims(String subject, @Nullable String force, String... roles) {
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setIssuedAt(secondsFromNow(-1));
    claims.setExpirationTime(secondsFromNow(20 * 60));
    claims.setGeneratedJwtId();
    claims.setStringClaim("typ", "Bearer");
    claims.setStringClaim("azp", "crossforce-cli");
    claims.setStringListClaim("roles", Arrays.asList(roles));
    if (force != null) {
      claims.setStringClaim("force", force);
    }
    return claims;
  }

  private static NumericDate secondsFromNow(long seconds) {
    var date = NumericDate.now();
    date.addSeconds(seconds);
    return date;
  }

  private static String sign(JwtClaims claims) {
    try {
      return sign(claims, (RsaJsonWebKey) JsonWebKey.Factory.newJwk(SharedParts.issuerKey()));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(JwtClaims claims, RsaJsonWebKey key) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    signature.setPayload(claims.toJson());
    return serialise(signature);
  }

  private static RsaJsonWebKey otherKey() {
    try {
      var key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("other-key");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String serialise(JsonWebSignature signature) {
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
