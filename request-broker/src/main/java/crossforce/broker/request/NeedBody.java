package crossforce.broker.request;

import crossforce.broker.request.model.NeedRules;
import crossforce.broker.request.model.RequestRefusal;
import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.TimeSlot;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.Need.RecordedAfterwards;
import crossforce.kit.decision.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A need as it comes from outside: the fields of {@link Need} before they have been found to be
 * one, so that each thing that can be wrong with it gets its own answer.
 */
@Schema(
    description = "What is wanted, where, when, on what legal basis and up to what price.",
    examples = NeedBody.EXAMPLE)
public record NeedBody(
    @NotNull @Schema(description = "1 to 20 lines, each of another capability.")
        List<@NotNull @Valid LineBody> lines,
    @NotNull @Valid PlaceBody place,
    @NotNull @Schema(description = "Your own reference, up to 100 characters.")
        String incidentReference,
    @NotNull @Valid WindowBody window,
    @NotNull Priority priority,
    @NotNull @Schema(description = "Up to 1,000 characters.") String purpose,
    @NotNull LegalBasis legalBasis,
    @NotNull @Schema(description = "The code of the budget that pays, up to 60 characters.")
        String funding,
    @NotNull @Schema(description = "What you ask to be allowed to spend, in pence.")
        Money spendingLimit,
    @NotNull Classification classification,
    @Schema(description = "Needed where a line asks for armed help.")
        Optional<@Valid AuthorityBody> authority,
    @Schema(description = "When it was agreed by telephone first.")
        Optional<@Valid RecordedBody> recordedAfterwards) {
  static final String EXAMPLE =
      """
      {
        "lines": [{"number": 1, "capability": "drone-team", "least": 1, "most": 1}],
        "place": {
          "position": {"latitude": 53.796, "longitude": -1.5419},
          "rendezvousPoint": "Main gate",
          "contactPost": "Force incident manager",
          "contactNumber": "+44 113 496 0000",
          "talkgroup": "WY-1",
          "hazards": []
        },
        "incidentReference": "WY-1",
        "window": {"from": "2027-06-01T18:00:00Z", "until": "2027-06-01T22:00:00Z"},
        "priority": "urgent",
        "purpose": "Search for a missing person",
        "legalBasis": "s24",
        "funding": "WY-OPS",
        "spendingLimit": 500000,
        "classification": "official"
      }
      """;

  @Schema(description = "One capability and how many of it.")
  public record LineBody(
      @Schema(description = "From 1, in order.") int number,
      @NotNull @Schema(description = "A code of the national catalogue.") String capability,
      @Schema(description = "Fewer are of no use.") int least,
      @Schema(description = "More are not wanted.") int most) {}

  @Schema(description = "Where help reports, to whom, and what awaits it.")
  public record PlaceBody(
      @NotNull @Valid PositionBody position,
      @NotNull String rendezvousPoint,
      @NotNull String contactPost,
      @NotNull String contactNumber,
      @NotNull String talkgroup,
      @NotNull List<@NotNull String> hazards) {}

  @Schema(description = "WGS 84, in decimal degrees.")
  public record PositionBody(double latitude, double longitude) {}

  @Schema(description = "Half-open: from the first instant to just before the last.")
  public record WindowBody(@NotNull Instant from, @NotNull Instant until) {}

  @Schema(description = "The strategic firearms commander's authority, by post, never by name.")
  public record AuthorityBody(
      @NotNull String post, @NotNull Instant at, boolean pendingRatification) {}

  @Schema(description = "Who agreed by telephone, by post, and when.")
  public record RecordedBody(@NotNull String agreedBy, @NotNull Instant agreedAt) {}

  Need need() {
    return new Need(
        lines.stream().map(NeedBody::line).toList(),
        placeOfNeed(),
        Texts.needed("incidentReference", incidentReference, 100),
        slot(),
        priority,
        Texts.needed("purpose", purpose, 1000),
        legalBasis,
        Texts.needed("funding", funding, 60),
        spendingLimit,
        classification,
        authority.map(given ->
            new FirearmsAuthority(
                Texts.needed("authority.post", given.post(), 100),
                given.at(),
                given.pendingRatification())),
        recordedAfterwards.map(recorded ->
            new RecordedAfterwards(
                Texts.needed("recordedAfterwards.agreedBy", recorded.agreedBy(), 100),
                recorded.agreedAt())));
  }

  private static Need.Line line(LineBody line) {
    try {
      return new Need.Line(
          line.number(), new CapabilityCode(line.capability()), line.least(), line.most());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          NeedRules.onLine(line.number(), line.capability(), RequestRefusal.UNKNOWN_CAPABILITY));
    }
  }

  private Need.Place placeOfNeed() {
    return new Need.Place(
        position(place.position()),
        Texts.needed("place.rendezvousPoint", place.rendezvousPoint(), 200),
        Texts.needed("place.contactPost", place.contactPost(), 100),
        Texts.needed("place.contactNumber", place.contactNumber(), 40),
        Texts.bounded("place.talkgroup", place.talkgroup(), 40),
        Texts.hazards(place.hazards()));
  }

  private static Position position(PositionBody position) {
    try {
      return new Position(position.latitude(), position.longitude());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(RequestRefusal.POSITION_OUT_OF_RANGE);
    }
  }

  private TimeSlot slot() {
    try {
      return new TimeSlot(window.from(), window.until());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(RequestRefusal.WINDOW_REVERSED);
    }
  }
}
