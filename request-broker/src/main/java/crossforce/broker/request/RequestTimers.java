package crossforce.broker.request;

import crossforce.broker.BrokerConfig;
import crossforce.contract.CallId;
import crossforce.contract.RequestId;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.broker.RequestEvent.AboutCall;
import crossforce.contract.broker.RequestEvent.AboutDeployment;
import crossforce.contract.broker.RequestEvent.AuthorisationRefused;
import crossforce.contract.broker.RequestEvent.CallAbandoned;
import crossforce.contract.broker.RequestEvent.CallExpired;
import crossforce.contract.broker.RequestEvent.CallWithdrawn;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.broker.RequestEvent.DonorCalled;
import crossforce.contract.broker.RequestEvent.FirearmsAuthorityRatified;
import crossforce.contract.broker.RequestEvent.HoldRequested;
import crossforce.contract.broker.RequestEvent.OfferDeclined;
import crossforce.contract.broker.RequestEvent.OfferMade;
import crossforce.contract.broker.RequestEvent.OfferProvisional;
import crossforce.contract.broker.RequestEvent.OfferWithdrawn;
import crossforce.contract.broker.RequestEvent.OrderConfirmed;
import crossforce.contract.broker.RequestEvent.OrderFailed;
import crossforce.contract.broker.RequestEvent.OrderPlaced;
import crossforce.contract.broker.RequestEvent.QuoteRequested;
import crossforce.contract.broker.RequestEvent.RequestAuthorised;
import crossforce.contract.broker.RequestEvent.RequestCompleted;
import crossforce.contract.broker.RequestEvent.RequestExpired;
import crossforce.contract.broker.RequestEvent.RequestFulfilled;
import crossforce.contract.broker.RequestEvent.RequestPublished;
import crossforce.contract.broker.RequestEvent.RequestSubmitted;
import crossforce.contract.broker.RequestEvent.RequestUnableToFill;
import crossforce.contract.broker.RequestEvent.RequestWithdrawn;
import crossforce.kit.deadlines.Deadlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Sets a deadline for each answer that is waited for, and for the window's end. */
@ApplicationScoped
class RequestTimers {
  static final String ANSWER = "answer-to-call";
  static final String WINDOW = "end-of-window";

  private final Deadlines deadlines;
  private final Duration holdGrace;

  RequestTimers(Deadlines deadlines, BrokerConfig config) {
    this.deadlines = deadlines;
    this.holdGrace = config.holdGrace();
  }

  /** Which call of which request a deadline is about. */
  record Subject(RequestId requestId, CallId callId) {
    static Subject parse(String text) {
      var slash = text.indexOf('/');
      return new Subject(
          RequestId.of(text.substring(0, slash)), CallId.of(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return requestId + "/" + callId;
    }
  }

  void follow(List<RequestEvent> events) {
    events.forEach(this::follow);
  }

  private void follow(RequestEvent event) {
    switch (event) {
      case RequestSubmitted e ->
          deadlines.set(WINDOW, e.requestId().toString(), e.need().window().until());
      case RequestWithdrawn _, AuthorisationRefused _, RequestExpired _ -> windowIsOver(event);
      case RequestCompleted _, RequestUnableToFill _ -> windowIsOver(event);
      case HoldRequested e -> deadlines.set(ANSWER, subject(e), e.until().minus(holdGrace));
      case OfferDeclined e -> deadlines.cancel(ANSWER, subject(e));
      case CallExpired e -> deadlines.cancel(ANSWER, subject(e));
      case CallWithdrawn e -> deadlines.cancel(ANSWER, subject(e));
      case CallAbandoned e -> deadlines.cancel(ANSWER, subject(e));
      case OfferWithdrawn e -> deadlines.cancel(ANSWER, subject(e));
      case OrderPlaced e -> deadlines.cancel(ANSWER, subject(e));
      case RequestAuthorised _, FirearmsAuthorityRatified _, RequestPublished _ -> {}
      case CandidatesRanked _, RequestFulfilled _, AboutDeployment _ -> {}
      case QuoteRequested _, DonorCalled _, OfferMade _, OfferProvisional _ -> {}
      case OrderConfirmed _, OrderFailed _ -> {} // The deadline went when the order was placed.
    }
  }

  private void windowIsOver(RequestEvent event) {
    deadlines.cancel(WINDOW, event.requestId().toString());
  }

  private static String subject(AboutCall event) {
    return new Subject(event.requestId(), event.call().callId()).toString();
  }
}
