package crossforce.kit.actor;

import crossforce.contract.ActorId;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Auth;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.KitRefusal;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells who acts in the current HTTP request, reaction or timer. */
@ApplicationScoped
public class Actors {
  private final SecurityIdentity identity;
  private final CurrentVertxRequest call;
  private final ActorId itself;

  Actors(
      SecurityIdentity identity,
      CurrentVertxRequest call,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.identity = identity;
    this.call = call;
    this.itself = new ActorId(service);
  }

  /**
   * Who acts: within a reaction or timer the service itself, for the force whose act it reacts to;
   * within an HTTP call whom the token names, and never anybody else.
   */
  public Actor current() {
    if (Acting.correlationId().isEmpty() && isWithinCall()) {
      if (identity.getAttribute(TokenIdentities.ACTOR) instanceof Actor actor) {
        return actor;
      }
      throw new IllegalStateException("an act without a token");
    }
    return new Actor(
        new Auth(Auth.Type.SYSTEM, itself), Acting.envelope().flatMap(Envelope::force), Set.of());
  }

  /**
   * The force that the current actor acts for; refused with 403 {@code no-force} when the token
   * names none.
   */
  public ForceId force() {
    return current().force().orElseThrow(() -> new RefusedException(KitRefusal.NO_FORCE));
  }

  private boolean isWithinCall() {
    return Arc.container().requestContext().isActive() && call.getCurrent() != null;
  }
}
