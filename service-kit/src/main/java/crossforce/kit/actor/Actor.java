package crossforce.kit.actor;

import crossforce.contract.ActorId;
import crossforce.contract.ForceId;
import crossforce.contract.wire.Envelope.Auth;
import java.util.Optional;
import java.util.Set;

/** Who acts, for which force, and as what; from the token, or the service itself when it reacts. */
public record Actor(Auth auth, Optional<ForceId> force, Set<String> roles) {
  public Actor {
    roles = Set.copyOf(roles);
  }

  public ActorId id() {
    return auth.id();
  }

  public boolean has(String role) {
    return roles.contains(role);
  }
}
