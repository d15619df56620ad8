package crossforce.registry.booking;

import crossforce.contract.BookingId;
import crossforce.kit.actor.Acting;
import crossforce.kit.deadlines.DeadlineHandler;
import crossforce.registry.booking.model.BookingCommand.Lapse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** A late backstop: when nobody ended a hold in time, it lapses. */
@ApplicationScoped
class ReleaseHoldWhenItLapses implements DeadlineHandler {
  private final BookingDesk desk;
  private final Bookings bookings;

  ReleaseHoldWhenItLapses(BookingDesk desk, Bookings bookings) {
    this.desk = desk;
    this.bookings = bookings;
  }

  @Override
  public String kind() {
    return BookingDesk.HOLD_LAPSES;
  }

  @Override
  public void due(String subject, Instant dueAt) {
    var id = BookingId.of(subject);
    var ends = bookings.ends(id).orElseThrow();
    Acting.correlatedWith(
        ends.request().toString(), () -> desk.handle(new Lapse(id, ends.asset()), dueAt));
  }
}
