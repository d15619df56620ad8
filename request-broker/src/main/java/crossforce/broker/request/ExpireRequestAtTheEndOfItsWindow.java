package crossforce.broker.request;

import crossforce.broker.request.model.RequestCommand.EndWindow;
import crossforce.contract.RequestId;
import crossforce.kit.deadlines.DeadlineHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** When a window ends before the request was authorised or filled, the request expires. */
@ApplicationScoped
class ExpireRequestAtTheEndOfItsWindow implements DeadlineHandler {
  private final RequestDesk desk;

  ExpireRequestAtTheEndOfItsWindow(RequestDesk desk) {
    this.desk = desk;
  }

  @Override
  public String kind() {
    return RequestTimers.WINDOW;
  }

  @Override
  public void due(String subject, Instant dueAt) {
    desk.handleDue(new EndWindow(RequestId.of(subject)), dueAt);
  }
}
