package crossforce.audit.trail.model;

import crossforce.contract.BookingId;
import crossforce.contract.CallId;
import crossforce.contract.ChargeId;
import crossforce.contract.ForceId;
import crossforce.contract.billing.ChargeEvent;
import crossforce.contract.billing.SettlementEvent;
import crossforce.contract.billing.TariffEvent;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent;
import crossforce.contract.registry.AssetEvent;
import crossforce.contract.registry.CapabilityEvent;
import crossforce.contract.registry.ForceEvent;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.OperationsEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is party to a request, and what of its trail each may read: the host what is its own, and an
 * asset's identity only after the offer; a donor what concerns its own calls. True reasons that
 * would tell another force's strength are for auditors.
 */
public final class Disclosure {
  private final Set<ForceId> hosts = new HashSet<>();
  private final Set<ForceId> called = new HashSet<>();
  private final Map<CallId, ForceId> donors = new HashMap<>();
  private final Map<BookingId, CallId> calls = new HashMap<>();
  private final Set<CallId> offered = new HashSet<>();
  private final Map<ChargeId, ChargeEvent.ChargeRated> charges = new HashMap<>();

  private Disclosure() {}

  /** From all events of a trail that this contract can read. */
  public static Disclosure of(List<? extends Event> events) {
    var disclosure = new Disclosure();
    events.forEach(disclosure::learn);
    return disclosure;
  }

  private void learn(Event event) {
    if (event instanceof RequestEvent.RequestSubmitted submitted) {
      hosts.add(submitted.host());
    } else if (event instanceof RequestEvent.AboutCall about) {
      learn(about.call());
    } else if (event instanceof RequestEvent.AboutDeployment about) {
      learn(about.call());
    } else if (event instanceof ChargeEvent.ChargeRated rated) {
      charges.put(rated.chargeId(), rated);
    }
    if (event instanceof RequestEvent.DonorCalled donorCalled) {
      called.add(donorCalled.call().donor());
    } else if (event instanceof RequestEvent.OfferMade offer) {
      offered.add(offer.call().callId());
    }
  }

  private void learn(CallRef call) {
    donors.put(call.callId(), call.donor());
    calls.put(call.bookingId(), call.callId());
  }

  /** Whether the request is an affair of this force at all. */
  public boolean concerns(ForceId force) {
    return hosts.contains(force) || called.contains(force);
  }

  /** Whether this force may read the event's data. */
  public boolean shows(Event event, ForceId reader) {
    return switch (event) {
      case RequestEvent about -> showsRequest(about, reader);
      case AssetEvent about -> showsAsset(about, reader);
      case ChargeEvent about -> showsCharge(about, reader);
      case CapabilityEvent _, ForceEvent _, OperationsEvent _, SettlementEvent _, TariffEvent _ ->
          false; // Nothing of these follows from a request.
      default -> throw new IllegalStateException("nobody agreed who sees " + event);
    };
  }

  private boolean showsRequest(RequestEvent event, ForceId reader) {
    var isHost = hosts.contains(reader);
    return switch (event) {
      case RequestEvent.RequestSubmitted _,
          RequestEvent.RequestAuthorised _,
          RequestEvent.AuthorisationRefused _,
          RequestEvent.FirearmsAuthorityRatified _ ->
          isHost;
      case RequestEvent.RequestPublished _,
          RequestEvent.RequestFulfilled _,
          RequestEvent.RequestWithdrawn _,
          RequestEvent.RequestExpired _,
          RequestEvent.RequestCompleted _ ->
          concerns(reader);
      case RequestEvent.CandidatesRanked _, RequestEvent.RequestUnableToFill _ -> false;
      case RequestEvent.CallAbandoned(_, var call, _) -> call.donor().equals(reader);
      case RequestEvent.OrderFailed(_, var call, _) -> call.donor().equals(reader);
      case RequestEvent.AboutCall about -> showsCall(about.call().callId(), reader);
      case RequestEvent.AboutDeployment about -> showsCall(about.call().callId(), reader);
    };
  }

  private boolean showsCall(CallId call, ForceId reader) {
    return reader.equals(donors.get(call)) || (hosts.contains(reader) && offered.contains(call));
  }

  private boolean showsAsset(AssetEvent event, ForceId reader) {
    return switch (event) {
      case AssetEvent.BookingRefused refused -> isDonor(refused.bookingId(), reader);
      case AssetEvent.BookingCommitRefused refused -> isDonor(refused.bookingId(), reader);
      case AssetEvent.BookingEvent booking -> {
        var call = calls.get(booking.bookingId());
        yield call != null && showsCall(call, reader);
      }
      case AssetEvent.AvailabilityChanged changed -> changed.owner().equals(reader);
      case AssetEvent.AssetPublished _,
          AssetEvent.AssetWithdrawn _,
          AssetEvent.AccreditationRecorded _,
          AssetEvent.AccreditationWithdrawn _,
          AssetEvent.UnavailabilityRecorded _,
          AssetEvent.UnavailabilityEnded _ ->
          false;
    };
  }

  private boolean isDonor(BookingId booking, ForceId reader) {
    var call = calls.get(booking);
    return call != null && reader.equals(donors.get(call));
  }

  private boolean showsCharge(ChargeEvent event, ForceId reader) {
    return switch (event) {
      case ChargeEvent.QuoteGiven quote -> showsCall(quote.callId(), reader);
      case ChargeEvent.QuoteRefused quote -> showsCall(quote.callId(), reader);
      case ChargeEvent.AboutCharge about -> {
        var rated = charges.get(about.chargeId());
        yield rated != null && (rated.payer().equals(reader) || rated.payee().equals(reader));
      }
    };
  }
}
