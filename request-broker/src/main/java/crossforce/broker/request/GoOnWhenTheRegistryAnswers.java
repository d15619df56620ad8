package crossforce.broker.request;

import crossforce.broker.pool.PoolCopy;
import crossforce.broker.request.model.RequestCommand.NoteCommitRefused;
import crossforce.broker.request.model.RequestCommand.NoteCommitted;
import crossforce.broker.request.model.RequestCommand.NoteHeld;
import crossforce.broker.request.model.RequestCommand.NoteHoldRefused;
import crossforce.contract.ShortfallReason;
import crossforce.contract.Topics;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.AssetEvent.BookingCancelled;
import crossforce.contract.registry.AssetEvent.BookingCommitRefused;
import crossforce.contract.registry.AssetEvent.BookingCommitted;
import crossforce.contract.registry.AssetEvent.BookingHeld;
import crossforce.contract.registry.AssetEvent.BookingRefused;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Reaction;
import crossforce.kit.events.TooEarlyException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** When the registry holds, refuses or promises an asset, the call goes its next step. */
@ApplicationScoped
@Priority(200)
class GoOnWhenTheRegistryAnswers implements Reaction<AssetEvent> {
  private static final Set<Class<? extends AssetEvent>> ANSWERS =
      Set.of(
          BookingHeld.class,
          BookingRefused.class,
          BookingCommitted.class,
          BookingCommitRefused.class,
          BookingCancelled.class);

  private final RequestDesk desk;
  private final PoolCopy pool;

  GoOnWhenTheRegistryAnswers(RequestDesk desk, PoolCopy pool) {
    this.desk = desk;
    this.pool = pool;
  }

  @Override
  public Topic<AssetEvent> topic() {
    return Topics.ASSETS;
  }

  @Override
  public boolean concerns(Class<? extends AssetEvent> type) {
    return ANSWERS.contains(type);
  }

  @Override
  public void on(AssetEvent event, Envelope envelope) {
    switch (event) {
      case BookingHeld e -> {
        var rateCode =
            pool.rateCode(e.assetId())
                .orElseThrow(() -> new TooEarlyException(e.assetId().toString()));
        desk.handle(new NoteHeld(e.requestId(), e.bookingId(), rateCode));
      }
      case BookingRefused e ->
          desk.handle(new NoteHoldRefused(e.requestId(), e.bookingId(), e.reason()));
      case BookingCommitted e -> desk.handle(new NoteCommitted(e.requestId(), e.bookingId()));
      case BookingCommitRefused e ->
          desk.handle(new NoteCommitRefused(e.requestId(), e.bookingId(), e.reason()));
      // A hold that is gone can never be promised, even if its order never came to the registry.
      case BookingCancelled e ->
          desk.handle(
              new NoteCommitRefused(e.requestId(), e.bookingId(), ShortfallReason.TOO_LATE));
      case AssetEvent _ -> {
        // Concerns the copy of the pool only.
      }
    }
  }
}
