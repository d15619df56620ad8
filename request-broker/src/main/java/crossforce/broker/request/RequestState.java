package crossforce.broker.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.Request;
import crossforce.broker.request.model.Request.Completed;
import crossforce.broker.request.model.Request.Expired;
import crossforce.broker.request.model.Request.Fulfilled;
import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.Published;
import crossforce.broker.request.model.Request.Sourcing;
import crossforce.broker.request.model.Request.Submitted;
import crossforce.broker.request.model.Request.UnableToFill;
import crossforce.broker.request.model.Request.Withdrawn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states of a request by their names in the API. */
public enum RequestState {
  @JsonProperty("submitted")
  SUBMITTED,
  @JsonProperty("published")
  PUBLISHED,
  @JsonProperty("sourcing")
  SOURCING,
  @JsonProperty("fulfilled")
  FULFILLED,
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("withdrawn")
  WITHDRAWN,
  @JsonProperty("expired")
  EXPIRED,
  @JsonProperty("unable-to-fill")
  UNABLE_TO_FILL;

  static RequestState of(Known request) {
    return switch (request) {
      case Submitted _ -> SUBMITTED;
      case Published _ -> PUBLISHED;
      case Sourcing _ -> SOURCING;
      case Fulfilled _ -> setOut(request) ? ACTIVE : FULFILLED;
      case Completed _ -> COMPLETED;
      case Withdrawn _ -> WITHDRAWN;
      case Expired _ -> EXPIRED;
      case UnableToFill _ -> UNABLE_TO_FILL;
    };
  }

  static Optional<RequestState> named(String name) {
    return Arrays.stream(values()).filter(state -> state.toString().equals(name)).findFirst();
  }

  private static boolean setOut(Request.Known request) {
    return request
        .affair()
        .calls()
        .anyMatch(
            call -> call.state() instanceof Confirmed(_, var deployment) && deployment.setOut());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
