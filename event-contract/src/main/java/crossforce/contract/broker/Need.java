package crossforce.contract.broker;

import crossforce.contract.CapabilityCode;
import crossforce.contract.Classification;
import crossforce.contract.LegalBasis;
import crossforce.contract.Money;
import crossforce.contract.Position;
import crossforce.contract.Priority;
import crossforce.contract.TimeSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a host force asks for, where, when, on what legal basis, and up to what price.
 *
 * @param window when help is wanted on the host's ground
 * @param funding the host's budget that pays, by its code
 * @param spendingLimit what the requester asks to be allowed to spend; the authoriser decides
 * @param authority given or pending for lines of an armed capability
 * @param recordedAfterwards set when it was agreed by telephone first
 */
public record Need(
    List<Line> lines,
    Place place,
    String incidentReference,
    TimeSlot window,
    Priority priority,
    String purpose,
    LegalBasis legalBasis,
    String funding,
    Money spendingLimit,
    Classification classification,
    Optional<FirearmsAuthority> authority,
    Optional<RecordedAfterwards> recordedAfterwards) {
  public Need {
    lines = List.copyOf(lines);
  }

  /**
   * One capability and how many of it.
   *
   * @param number from 1, within the request
   * @param least fewer are of no use
   * @param most more are not wanted
   */
  public record Line(int number, CapabilityCode capability, int least, int most) {}

  /** Where help reports, to whom, and what awaits it. */
  public record Place(
      Position position,
      String rendezvousPoint,
      String contactPost,
      String contactNumber,
      String talkgroup,
      List<String> hazards) {
    public Place {
      hazards = List.copyOf(hazards);
    }
  }

  /**
   * The strategic firearms commander's authority.
   *
   * @param post the commander's post, never a name
   * @param pendingRatification given by telephone and still to be ratified
   */
  public record FirearmsAuthority(String post, Instant at, boolean pendingRatification) {}

  /** Who agreed by telephone, by post, and when. */
  public record RecordedAfterwards(String agreedBy, Instant agreedAt) {}
}
