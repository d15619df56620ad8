package crossforce.kit.outbox;

import crossforce.contract.wire.Topic;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.outbox.TellingEvent.Done;
import crossforce.kit.outbox.TellingEvent.Noted;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A desk as the services have them, and what a person may ask of it. */
@Path("/tellings")
@ApplicationScoped
public class TellingDesk {
  @Inject Outbox outbox;
  @Inject Clock clock;

  /** As a person asks for it. */
  @PUT
  @Path("{thing}")
  @RolesAllowed("requester")
  @Transactional(dontRollbackOn = RefusedException.class)
  public void beginAsAsked(UUID thing) {
    begin(thing);
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public void begin(UUID thing) {
    outbox.append(TellingTopics.TELLING, List.of(new Begun(thing, "begun")));
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public void finish(UUID thing) {
    outbox.append(
        TellingTopics.TELLING, List.of(new Done(thing, "done"), new Noted(thing, "as well")));
  }

  /** All in one transaction; returns what time it is for the desk after that. */
  @Transactional
  public Instant tellAll(UUID thing) {
    begin(thing);
    finish(thing);
    return clock.instant();
  }

  @Transactional
  public void fail(UUID thing) {
    outbox.append(TellingTopics.TELLING, List.of(new Begun(thing, "never")));
    throw new IllegalArgumentException("after telling");
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public void refuse(UUID thing) {
    outbox.append(TellingTopics.TELLING, List.of(new Noted(thing, "refused")));
    throw new RefusedException(OutboxRefusal.NO_SUCH_SHARD);
  }

  @Transactional
  public void tellAtLength(UUID thing) {
    outbox.append(TellingTopics.TELLING, List.of(new Noted(thing, "x".repeat(256 * 1024))));
  }

  @Transactional
  public void tellOnForeignTopic(UUID thing) {
    var foreign = Topic.of("other.telling.v1", "other", TellingEvent.class);
    outbox.append(foreign, List.of(new Noted(thing, "")));
  }

  /** Outside any transaction. */
  public void forget(UUID thing) {
    outbox.append(TellingTopics.TELLING, List.of(new Noted(thing, "")));
  }
}
