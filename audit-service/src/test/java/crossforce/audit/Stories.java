package crossforce.audit;

import crossforce.contract.CallId;
import crossforce.contract.ForceId;
import crossforce.contract.Topics;
import crossforce.contract.broker.CallRef;
import crossforce.contract.broker.RequestEvent.DonorCalled;
import crossforce.contract.samples.Samples;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.NameUuid;
import crossforce.contract.wire.Topic;
import crossforce.kit.test.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Tells whole requests as the other services would, with the contract's samples as their words:
 * West Yorkshire asks, South Yorkshire lends.
 */
final class Stories {
  static final ForceId HOST = new ForceId("west-yorkshire");
  static final ForceId DONOR = new ForceId("south-yorkshire");

  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final CallRef SAMPLE = ((DonorCalled) sample("donor-called")).call();

  /** Each event and the one that made it possible, in the order they are told. */
  private static final List<String> CHAIN =
      List.of(
          "request-submitted <-",
          "request-authorised <- request-submitted",
          "request-published <- request-authorised",
          "candidates-ranked <- request-published",
          "hold-requested <- candidates-ranked",
          "booking-held <- hold-requested",
          "availability-changed <- booking-held",
          "quote-requested <- booking-held",
          "quote-given <- quote-requested",
          "donor-called <- quote-given",
          "offer-made <- donor-called",
          "order-placed <- offer-made",
          "booking-committed <- order-placed",
          "order-confirmed <- booking-committed",
          "request-fulfilled <- order-confirmed",
          "deployment-mobilised <- order-confirmed",
          "deployment-arrived <- deployment-mobilised",
          "deployment-on-task <- deployment-arrived",
          "deployment-released <- deployment-on-task",
          "deployment-returned <- deployment-released",
          "booking-ended <- deployment-returned",
          "charge-rated <- deployment-returned",
          "request-completed <- deployment-returned",
          "charge-agreed <- charge-rated");

  private Stories() {}

  /** Tells all of one request; the envelopes by type. */
  static Map<String, Envelope> tell(Wire wire, UUID request) {
    return tell(wire, request, HOST, DONOR);
  }

  static Map<String, Envelope> tell(Wire wire, UUID request, ForceId host, ForceId donor) {
    var told = new LinkedHashMap<String, Envelope>();
    for (var link : CHAIN) {
      var types = link.split(" <-\\s?", -1);
      told.put(
          types[0],
          tell(wire, types[0], event(types[0], request, host, donor), told.get(types[1])));
    }
    return told;
  }

  static int length() {
    return CHAIN.size();
  }

  @SuppressWarnings("unchecked") // A sample is of its topic's type.
  private static Envelope tell(Wire wire, String type, Event event, Envelope cause) {
    return wire.tell((Topic<Event>) find(type).topic(), event, cause);
  }

  private static Samples.Sample find(String type) {
    return Samples.all().stream().filter(s -> s.type().equals(type)).findFirst().orElseThrow();
  }

  /** The sample, with all ids made over to another request. */
  static Event event(String type, UUID request) {
    return event(type, request, HOST, DONOR);
  }

  private static Event event(String type, UUID request, ForceId host, ForceId donor) {
    var sample = find(type);
    var ids = ids(request);
    var text =
        UUIDS
            .matcher(new String(sample.data(), StandardCharsets.UTF_8))
            .replaceAll(match -> {
              var old = UUID.fromString(match.group());
              return ids.getOrDefault(old, NameUuid.of(request, old.toString())).toString();
            });
    var told =
        text.replace("\"%s\"".formatted(HOST), "\"%s\"".formatted(host))
            .replace("\"%s\"".formatted(DONOR), "\"%s\"".formatted(donor));
    return sample.topic().read(type, told.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Map<UUID, UUID> ids(UUID request) {
    var call =
        new CallRef(
            new CallId(NameUuid.of(request, "call")), 1, 1, SAMPLE.assetId(), SAMPLE.donor());
    var ids = new HashMap<UUID, UUID>();
    ids.put(((DonorCalled) sample("donor-called")).requestId().value(), request);
    ids.put(SAMPLE.callId().value(), call.callId().value());
    ids.put(SAMPLE.bookingId().value(), call.bookingId().value());
    ids.put(SAMPLE.quoteId().value(), call.quoteId().value());
    ids.put(SAMPLE.deploymentId().value(), call.deploymentId().value());
    return ids;
  }

  private static Event sample(String type) {
    return Samples.of(Topics.REQUESTS).stream()
        .filter(s -> s.type().equals(type))
        .findFirst()
        .orElseThrow()
        .read();
  }
}
