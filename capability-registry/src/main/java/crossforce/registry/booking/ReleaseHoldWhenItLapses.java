package crossforce.registry.booking;

import crossforce.contract.BookingId;
import crossforce.contract.Topics;
import crossforce.kit.actor.Acting;
import crossforce.kit.deadlines.DeadlineHandler;
import crossforce.kit.deadlines.Deadlines;
import crossforce.kit.events.LoopState;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A late backstop: when nobody ended a hold in time, it lapses. An order placed in time may be told
 * already and wait behind others, so what is told about the request is heard first.
 */
@ApplicationScoped
class ReleaseHoldWhenItLapses implements DeadlineHandler {
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(5);

  private final BookingDesk desk;
  private final Bookings bookings;
  private final LoopState loop;
  private final Deadlines deadlines;
  private final Clock clock;

  ReleaseHoldWhenItLapses(
      BookingDesk desk, Bookings bookings, LoopState loop, Deadlines deadlines, Clock clock) {
    this.desk = desk;
    this.bookings = bookings;
    this.loop = loop;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return BookingDesk.HOLD_LAPSES;
  }

  @Override
  public void due(String subject, Instant dueAt) {
    var id = BookingId.of(subject);
    var ends = bookings.ends(id).orElseThrow();
    var request = ends.request().toString();
    if (!loop.hasTakenAllAbout(Topics.REQUESTS, request)) {
      deadlines.set(kind(), subject, clock.instant().plus(UNTIL_ASKED_AGAIN));
      return;
    }
    Acting.correlatedWith(request, () -> desk.handle(new Lapse(id, ends.asset()), dueAt));
  }
}
