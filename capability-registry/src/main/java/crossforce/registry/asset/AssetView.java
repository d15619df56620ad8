package crossforce.registry.asset;

import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.DutyHours;
import crossforce.registry.asset.model.Listing.Known;
import crossforce.registry.asset.model.Listing.Listed;
import crossforce.registry.asset.model.Listing.Withdrawn;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An asset as its owner sees it. */
@Schema(description = "A team, specialist, vehicle or piece of equipment that is lent as one")
public record AssetView(
    AssetId assetId,
    ForceId owner,
    CapabilityCode capability,
    State state,
    String name,
    Position base,
    @Schema(description = "People") int crew,
    @Schema(description = "ISO 8601 duration") Duration noticeToMove,
    @Schema(description = "Between notice and setting out") Duration preparation,
    @Schema(description = "Between duties") Duration rest,
    RateCode rateCode,
    @Schema(description = "When it has its crew, Europe/London; empty means always")
        List<DutyHours> staffed,
    List<LegalBasis> legalBases,
    List<Accreditation> accreditations,
    @Schema(description = "True where it is made up, as in demonstrations") boolean invented) {
  /** Whether it is lent. */
  public enum State {
    @JsonProperty("listed")
    LISTED,
    @JsonProperty("withdrawn")
    WITHDRAWN
  }

  static AssetView of(Known listing) {
    var asset = listing.asset();
    var state =
        switch (listing) {
          case Listed _ -> State.LISTED;
          case Withdrawn _ -> State.WITHDRAWN;
        };
    return new AssetView(
        listing.id(),
        asset.owner(),
        asset.capability(),
        state,
        asset.name(),
        asset.base(),
        asset.crew(),
        asset.noticeToMove(),
        asset.preparation(),
        asset.rest(),
        asset.rateCode(),
        asset.staffed(),
        asset.legalBases(),
        listing.accreditations(),
        asset.invented());
  }
}
