package crossforce.kit.http;

import crossforce.contract.ForceId;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.ProbeResource.Probe;
import crossforce.kit.http.ProbeResource.ProbeRefusal;
import crossforce.kit.outbox.Outbox;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.outbox.TellingTopics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** A desk as services have them: what is called too long is refused, anything else happens. */
@ApplicationScoped
class ProbeDesk {
  private final Creations creations;
  private final Outbox outbox;

  ProbeDesk(Creations creations, Outbox outbox) {
    this.creations = creations;
    this.outbox = outbox;
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  String put(UUID id, ForceId force, Probe body) {
    if (!creations.admit("probe", id, force, body)) {
      return "was there";
    }
    if (body.text().length() > 20) {
      throw new RefusedException(ProbeRefusal.PROBE_TOO_LONG, "text is limited to 20 characters");
    }
    outbox.append(TellingTopics.TELLING, List.of(new Begun(id, body.text())));
    return "created";
  }
}
