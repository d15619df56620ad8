package crossforce.kit.actor;

import crossforce.kit.http.Fault;
import crossforce.kit.http.Problem;
import crossforce.kit.http.Unrouted;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Takes the bearer token of a call for the identity that acts. */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
  private static final String SCHEME = "Bearer";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext call, IdentityProviderManager identities) {
    var header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
      return Uni.createFrom().nullItem();
    }
    var token = header.substring(SCHEME.length() + 1).strip();
    return identities.authenticate(
        new TokenAuthenticationRequest(new TokenCredential(token, SCHEME)));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext call) {
    return Uni.createFrom()
        .item(new ChallengeData(Fault.TOKEN_MISSING.status(), "WWW-Authenticate", SCHEME));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext call) {
    Unrouted.end(call, Problem.of(Fault.TOKEN_MISSING, Optional.empty()));
    return Uni.createFrom().item(true);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext call) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, SCHEME));
  }
}
