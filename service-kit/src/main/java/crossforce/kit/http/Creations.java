package crossforce.kit.http;

import crossforce.contract.ForceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Makes {@code PUT} with the client's id safe to repeat: remembers who created what with which
 * body.
 */
@ApplicationScoped
public class Creations {
  /**
   * To be called in the transaction that creates.
   *
   * @return true when the id is new; false when the same body created it before, so that the
   *     present state is the answer
   * @throws crossforce.kit.decision.RefusedException {@code id-not-random} unless the id is a
   *     version 4 or 7 UUID; {@code id-used-otherwise} when another body or kind of thing has it;
   *     {@code not-found} when another force has it
   */
  public boolean admit(String kind, UUID id, ForceId force, Object body) {
    throw new UnsupportedOperationException();
  }
}
