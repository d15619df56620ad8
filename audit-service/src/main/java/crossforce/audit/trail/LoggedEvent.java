package crossforce.audit.trail;

import crossforce.audit.log.Entry;
import crossforce.contract.Topics;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import java.util.Optional;

/** An event of the log, as far as this contract can read it. */
record LoggedEvent(Entry entry, Entry.Told told, Envelope envelope, Optional<Event> event) {
  /** Empty for what is no event, or was altered so that it is none any more. */
  static Optional<LoggedEvent> of(Entry entry) {
    return entry
        .told()
        .flatMap(told ->
            envelope(told)
                .map(envelope ->
                    new LoggedEvent(entry, told, envelope, read(entry, envelope, told))));
  }

  private static Optional<Envelope> envelope(Entry.Told told) {
    try {
      return Optional.of(told.envelope());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Event> read(Entry entry, Envelope envelope, Entry.Told told) {
    try {
      return Topics.all().stream()
          .filter(topic -> topic.name().equals(entry.place().topic()))
          .findFirst()
          .flatMap(topic -> topic.read(envelope.type(), told.data()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Of a known type and yet not of it: shown to auditors as it is.
    }
  }
}
