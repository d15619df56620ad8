package crossforce.broker.request;

import crossforce.contract.AssetId;
import crossforce.contract.ForceId;
import crossforce.contract.broker.RequestEvent.Candidate;
import crossforce.contract.broker.RequestEvent.CandidatesRanked;
import crossforce.contract.broker.RequestEvent.LeftOut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who could fill a request's lines, and why the others cannot, as the reader may know it. */
@Schema(description = "The last ranking of each line.")
public record CandidatesView(List<LineCandidates> lines) {
  @Schema(description = "The last ranking of one line.")
  public record LineCandidates(
      int line,
      @Schema(
              description =
                  "Counts the rankings of this line, from 1; absent where nobody may count.")
          Optional<Integer> round,
      @Schema(description = "How many could go; hidden as the candidates are.")
          Optional<Integer> available,
      @Schema(description = "Soonest first; empty for covert capabilities, unless you coordinate.")
          List<CandidateView> candidates,
      @Schema(
              description =
                  "One for each asset; for covert capabilities one for each reason, unless you"
                      + " coordinate.")
          List<LeftOutView> leftOut) {}

  @Schema(description = "One that could go.")
  public record CandidateView(
      ForceId force,
      @Schema(description = "Notice to move, preparation and travel.") Duration timeToEffect,
      @Schema(description = "For coordinators only.") Optional<AssetId> assetId,
      @Schema(description = "By road, one way; for coordinators only.")
          Optional<Integer> kilometres) {}

  @Schema(description = "One that cannot go.")
  public record LeftOutView(
      Optional<ForceId> force,
      @Schema(
              description =
                  "A code; not-available stands for reasons that tell another force's strength.")
          String reason,
      @Schema(description = "For coordinators only.") Optional<AssetId> assetId) {}

  static LineCandidates masked(CandidatesRanked ranking) {
    return new LineCandidates(
        ranking.line(),
        Optional.of(ranking.round()),
        Optional.of(ranking.candidates().size()),
        ranking.candidates().stream()
            .map(c -> view(c, Optional.empty(), Optional.empty()))
            .toList(),
        ranking.leftOut().stream().map(left -> masked(left, Optional.of(left.owner()))).toList());
  }

  /** How many there are, of whom, and how often was asked anew, tell what nobody may know. */
  static LineCandidates covert(CandidatesRanked ranking) {
    return new LineCandidates(
        ranking.line(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        ranking.leftOut().stream().map(left -> masked(left, Optional.empty())).distinct().toList());
  }

  static LineCandidates whole(CandidatesRanked ranking) {
    return new LineCandidates(
        ranking.line(),
        Optional.of(ranking.round()),
        Optional.of(ranking.candidates().size()),
        ranking.candidates().stream()
            .map(c -> view(c, Optional.of(c.assetId()), Optional.of(c.kilometres())))
            .toList(),
        ranking.leftOut().stream().map(CandidatesView::whole).toList());
  }

  private static CandidateView view(
      Candidate candidate, Optional<AssetId> asset, Optional<Integer> kilometres) {
    return new CandidateView(candidate.owner(), candidate.timeToEffect(), asset, kilometres);
  }

  private static LeftOutView masked(LeftOut left, Optional<ForceId> owner) {
    return new LeftOutView(owner, Masking.name(left.reason(), true), Optional.empty());
  }

  private static LeftOutView whole(LeftOut left) {
    return new LeftOutView(
        Optional.of(left.owner()), Masking.name(left.reason(), false), Optional.of(left.assetId()));
  }
}
