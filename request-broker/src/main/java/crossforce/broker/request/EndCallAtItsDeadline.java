package crossforce.broker.request;

import crossforce.broker.request.RequestTimers.Subject;
import crossforce.broker.request.model.RequestCommand.EndCall;
import crossforce.kit.deadlines.DeadlineHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** When the time to answer a call is over, end it and look for the next candidate. */
@ApplicationScoped
class EndCallAtItsDeadline implements DeadlineHandler {
  private final RequestDesk desk;

  EndCallAtItsDeadline(RequestDesk desk) {
    this.desk = desk;
  }

  @Override
  public String kind() {
    return RequestTimers.ANSWER;
  }

  @Override
  public void due(String subject, Instant dueAt) {
    var call = Subject.parse(subject);
    desk.handleDue(new EndCall(call.requestId(), call.callId()), dueAt);
  }
}
