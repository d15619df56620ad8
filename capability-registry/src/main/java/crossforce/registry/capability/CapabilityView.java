package crossforce.registry.capability;

import crossforce.contract.AccreditationCode;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Sensitivity;
import crossforce.registry.capability.model.CatalogueEntry.Known;
import crossforce.registry.capability.model.CatalogueEntry.Offered;
import crossforce.registry.capability.model.CatalogueEntry.Retired;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A capability as the reader may see it: of a covert one, most only see its class. */
@Schema(description = "A capability of the national catalogue")
public record CapabilityView(
    CapabilityCode code,
    int version,
    State state,
    String name,
    @Schema(description = "The family it belongs to, such as firearms or search") String kind,
    Optional<String> level,
    Sensitivity sensitivity,
    @Schema(description = "The rest; absent when it is covert and you are not cleared")
        Optional<Standard> standard) {
  /** Whether it can be asked for. */
  public enum State {
    @com.fasterxml.jackson.annotation.JsonProperty("offered")
    OFFERED,
    @com.fasterxml.jackson.annotation.JsonProperty("retired")
    RETIRED
  }

  /** What an asset must meet. */
  @Schema(name = "CapabilityStandard", description = "What an asset of the capability must meet")
  public record Standard(
      int leastCrew,
      List<String> equipment,
      @Schema(description = "What an asset must hold on every day of its use")
          List<AccreditationCode> accreditations,
      @Schema(description = "The most that may pass before an asset sets out, ISO 8601")
          Duration noticeToMove,
      @Schema(description = "The post that sets the standard") String expertLead,
      boolean armed,
      @Schema(description = "Charged in the specialist category") boolean specialist,
      @Schema(description = "Average speed on the road, km/h") int speedKph) {}

  static CapabilityView of(Known entry, boolean cleared) {
    var capability = entry.capability();
    var state =
        switch (entry) {
          case Offered _ -> State.OFFERED;
          case Retired _ -> State.RETIRED;
        };
    var standard =
        new Standard(
            capability.leastCrew(),
            capability.equipment(),
            capability.accreditations(),
            capability.noticeToMove(),
            capability.expertLead(),
            capability.armed(),
            capability.specialist(),
            capability.speedKph());
    var shown = cleared || capability.sensitivity() != Sensitivity.COVERT;
    return new CapabilityView(
        entry.code(),
        entry.version(),
        state,
        capability.name(),
        capability.kind(),
        capability.level(),
        capability.sensitivity(),
        shown ? Optional.of(standard) : Optional.empty());
  }
}
