package crossforce.broker.request;

import crossforce.broker.request.Sights.Sight;
import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Authorisation;
import crossforce.broker.request.model.Call;
import crossforce.broker.request.model.CallState.Confirmed;
import crossforce.broker.request.model.Deployment;
import crossforce.broker.request.model.Deployment.Stage;
import crossforce.broker.request.model.Line;
import crossforce.broker.request.model.Request;
import crossforce.contract.ActorId;
import crossforce.contract.AssetId;
import crossforce.contract.CallId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.DeploymentId;
import crossforce.contract.ForceId;
import crossforce.contract.Money;
import crossforce.contract.RequestId;
import crossforce.contract.broker.Need;
import crossforce.contract.broker.Need.FirearmsAuthority;
import crossforce.contract.broker.RequestEvent.Counted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request as its host sees it. */
@Schema(description = "A host's need and what has come of it.")
public record RequestView(
    RequestId requestId,
    ForceId host,
    RequestState state,
    @Schema(description = "As in the ETag; pass it as If-Match.") long version,
    Need need,
    AuthorisationView authorisation,
    @Schema(description = "The firearms authority as it stands now.")
        Optional<FirearmsAuthority> authority,
    @Schema(description = "The sum of the prices ordered, in pence.") Money ordered,
    RollUps rollups,
    List<LineView> lines,
    @Schema(description = "Lines that could not be filled, and why.")
        List<ShortfallView> shortfalls,
    @Schema(description = "Why it was withdrawn.") Optional<String> why) {

  @Schema(description = "What the second person said; beside the request's state.")
  public record AuthorisationView(
      @Schema(enumeration = {"pending", "given", "given-afterwards", "refused"}) String state,
      Optional<ActorId> by,
      @Schema(description = "In pence.") Optional<Money> spendingLimit,
      Optional<String> why) {}

  @Schema(description = "Three separate roll-ups over all that is wanted: none, part or all.")
  public record RollUps(String committed, String inTransit, String onTask) {}

  @Schema(description = "One capability, how many of it, and who was called.")
  public record LineView(
      int number,
      CapabilityCode capability,
      int least,
      int most,
      @Schema(description = "How many are promised and not stood down.") int promised,
      @Schema(description = "Of a covert capability only from the offer on, unless you coordinate.")
          List<CallOfLine> calls) {}

  @Schema(description = "A call as the host sees it; the asset only from the offer on.")
  public record CallOfLine(
      @Schema(description = "To be seen under /calls once its donor is asked.") CallId callId,
      ForceId donor,
      CallStage state,
      @Schema(description = "In pence.") Optional<Money> price,
      Optional<Instant> deadline,
      Optional<AssetId> assetId,
      Optional<DeploymentId> deploymentId) {}

  @Schema(description = "How far a line fell short, and how often each reason stood in the way.")
  public record ShortfallView(int line, int wanted, int promised, List<ReasonCount> reasons) {}

  @Schema(description = "A reason as the reader may know it.")
  public record ReasonCount(
      String reason,
      @Schema(
              description =
                  "How many assets it kept out; hidden for covert capabilities, unless you"
                      + " coordinate.")
          Optional<Integer> assets) {}

  static RequestView of(
      Request.Known request, long version, Function<CapabilityCode, Sight> sight) {
    var affair = request.affair();
    return new RequestView(
        affair.requestId(),
        affair.host(),
        RequestState.of(request),
        version,
        affair.need(),
        authorisation(affair.authorisation()),
        affair.authority(),
        affair.ordered(),
        rollUps(affair),
        affair.lines().stream()
            .map(line -> line(affair, line, sight.apply(line.wanted().capability())))
            .toList(),
        request instanceof Request.UnableToFill(_, var shortfalls)
            ? shortfalls.stream()
                .map(shortfall ->
                    new ShortfallView(
                        shortfall.line(),
                        shortfall.wanted(),
                        shortfall.promised(),
                        counts(
                            shortfall.reasons(),
                            sight.apply(affair.line(shortfall.line()).wanted().capability()))))
                .toList()
            : List.of(),
        request instanceof Request.Withdrawn(_, _, var why) ? Optional.of(why) : Optional.empty());
  }

  private static AuthorisationView authorisation(Authorisation authorisation) {
    return switch (authorisation) {
      case Authorisation.Pending _ ->
          new AuthorisationView("pending", Optional.empty(), Optional.empty(), Optional.empty());
      case Authorisation.Given(var by, var limit, var afterwards) ->
          new AuthorisationView(
              afterwards ? "given-afterwards" : "given",
              Optional.of(by),
              Optional.of(limit),
              Optional.empty());
      case Authorisation.Refused(var by, var why) ->
          new AuthorisationView("refused", Optional.of(by), Optional.empty(), Optional.of(why));
    };
  }

  private static RollUps rollUps(Affair affair) {
    return new RollUps(
        rollUp(affair, deployment -> !(deployment instanceof Deployment.StoodDown)),
        rollUp(affair, deployment -> deployment.stage() == Stage.MOBILISED),
        rollUp(affair, deployment -> deployment.stage() == Stage.ON_TASK));
  }

  private static String rollUp(Affair affair, Predicate<Deployment> fits) {
    var lines = affair.lines();
    if (lines.stream().allMatch(line -> count(line, fits) >= line.wanted().least())) {
      return "all";
    }
    return lines.stream().anyMatch(line -> count(line, fits) > 0) ? "part" : "none";
  }

  private static long count(Line line, Predicate<Deployment> fits) {
    return line.calls().stream()
        .filter(
            call -> call.state() instanceof Confirmed(_, var deployment) && fits.test(deployment))
        .count();
  }

  private static LineView line(Affair affair, Line line, Sight sight) {
    return new LineView(
        line.number(),
        line.wanted().capability(),
        line.wanted().least(),
        line.wanted().most(),
        line.promised(),
        line.calls().stream()
            .map(call -> callOfLine(affair, call))
            .filter(call -> sight.shows(call.state()))
            .toList());
  }

  private static CallOfLine callOfLine(Affair affair, Call call) {
    var seen = CallView.of(affair, call).forHost();
    return new CallOfLine(
        seen.callId(),
        seen.donor(),
        seen.state(),
        seen.price(),
        seen.deadline(),
        seen.assetId(),
        seen.deploymentId());
  }

  private static List<ReasonCount> counts(List<Counted> reasons, Sight sight) {
    var counts = new LinkedHashMap<String, Integer>();
    reasons.forEach(counted ->
        counts.merge(
            Masking.name(counted.reason(), sight != Sight.WHOLE), counted.assets(), Integer::sum));
    return counts.entrySet().stream()
        .map(e ->
            new ReasonCount(
                e.getKey(), Optional.of(e.getValue()).filter(_ -> sight != Sight.UNCOUNTED)))
        .toList();
  }
}
