package crossforce.kit.actor;

import crossforce.contract.ForceId;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells who acts in the current HTTP request, reaction or timer. */
@ApplicationScoped
public class Actors {
  public Actor current() {
    throw new UnsupportedOperationException();
  }

  /**
   * The force that the current actor acts for; refused with 403 {@code no-force} when the token
   * names none.
   */
  public ForceId force() {
    throw new UnsupportedOperationException();
  }
}
