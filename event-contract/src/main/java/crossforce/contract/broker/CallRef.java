package crossforce.contract.broker;

import crossforce.contract.AssetId;
import crossforce.contract.BookingId;
import crossforce.contract.CallId;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.QuoteId;
import crossforce.contract.RequestId;
import crossforce.contract.wire.NameUuid;

/**
 * Which asset of which donor is asked for which line. All ids of what may follow are derived from
 * the call's, so that twice means once everywhere.
 *
 * @param round the attempt at the line, from 1: an asset may be asked again in a later round
 */
public record CallRef(CallId callId, int line, int round, AssetId assetId, ForceId donor) {
  public static CallRef of(RequestId request, int line, int round, AssetId asset, ForceId donor) {
    var id = NameUuid.of(request.value(), "call/%d/%d/%s".formatted(line, round, asset));
    return new CallRef(new CallId(id), line, round, asset, donor);
  }

  public BookingId bookingId() {
    return new BookingId(NameUuid.of(callId.value(), "booking"));
  }

  public QuoteId quoteId() {
    return new QuoteId(NameUuid.of(callId.value(), "quote"));
  }

  public DeploymentId deploymentId() {
    return new DeploymentId(NameUuid.of(callId.value(), "deployment"));
  }
}
