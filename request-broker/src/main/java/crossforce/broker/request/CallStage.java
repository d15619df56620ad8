package crossforce.broker.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.broker.request.model.CallState;
import crossforce.broker.request.model.CallState.Abandoned;
import crossforce.broker.request.model.CallState.Called;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.CallState.Declined;
import crossforce.broker.request.model.CallState.Expired;
import crossforce.broker.request.model.CallState.Failed;
import crossforce.broker.request.model.CallState.Holding;
import crossforce.broker.request.model.CallState.Offered;
import crossforce.broker.request.model.CallState.Ordered;
import crossforce.broker.request.model.CallState.Provisional;
import crossforce.broker.request.model.CallState.Quoting;
import crossforce.broker.request.model.CallState.TakenBack;
import crossforce.broker.request.model.CallState.Withdrawn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states of a call by their names in the API. */
public enum CallStage {
  @JsonProperty("holding")
  HOLDING,
  @JsonProperty("quoting")
  QUOTING,
  @JsonProperty("called")
  CALLED,
  @JsonProperty("provisional")
  PROVISIONAL,
  @JsonProperty("offered")
  OFFERED,
  @JsonProperty("ordered")
  ORDERED,
  @JsonProperty("confirmed")
  CONFIRMED,
  @JsonProperty("declined")
  DECLINED,
  @JsonProperty("expired")
  EXPIRED,
  @JsonProperty("withdrawn")
  WITHDRAWN,
  @JsonProperty("abandoned")
  ABANDONED,
  @JsonProperty("failed")
  FAILED;

  static CallStage of(CallState state) {
    return switch (state) {
      case Holding _ -> HOLDING;
      case Quoting _ -> QUOTING;
      case Called _ -> CALLED;
      case Provisional _ -> PROVISIONAL;
      case Offered _ -> OFFERED;
      case Ordered _ -> ORDERED;
      case Confirmed _ -> CONFIRMED;
      case Declined _ -> DECLINED;
      case Expired _ -> EXPIRED;
      case Withdrawn _, TakenBack _ -> WITHDRAWN;
      case Abandoned _ -> ABANDONED;
      case Failed _ -> FAILED;
    };
  }

  static Optional<CallStage> named(String name) {
    return Arrays.stream(values()).filter(stage -> stage.toString().equals(name)).findFirst();
  }

  /** From the offer on, the host knows which asset it is. */
  boolean showsAssetToHost() {
    return switch (this) {
      case OFFERED, ORDERED, CONFIRMED, FAILED -> true;
      case HOLDING, QUOTING, CALLED, PROVISIONAL -> false;
      case DECLINED, EXPIRED, WITHDRAWN, ABANDONED -> false;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
