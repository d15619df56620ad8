package crossforce.kit.actor;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the identity that a good token stands for. */
@ApplicationScoped
class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {
  /** The attribute of the identity that holds the {@link Actor}. */
  static final String ACTOR = "crossforce.actor";

  private final TokenCheck check;

  TokenIdentities(TokenCheck check) {
    this.check = check;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  /** On a worker thread: the realm may have to be asked for its keys. */
  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(check.actor(request.getToken().getToken())));
  }

  private static SecurityIdentity identity(Actor actor) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(actor.id().value()))
        .addRoles(actor.roles())
        .addAttribute(ACTOR, actor)
        .build();
  }
}
