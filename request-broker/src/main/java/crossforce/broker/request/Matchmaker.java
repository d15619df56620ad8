package crossforce.broker.request;

import static java.util.Objects.requireNonNull;

import crossforce.broker.BrokerConfig;
import crossforce.broker.matching.model.Matching;
import crossforce.broker.matching.model.Pool;
import crossforce.broker.matching.model.Wanted;
import crossforce.broker.pool.PoolCopy;
import crossforce.broker.request.model.Affair;
import crossforce.broker.request.model.Facts;
import crossforce.broker.request.model.Facts.Catalogued;
import crossforce.broker.request.model.Line;
import crossforce.broker.request.model.RequestCommand.Match;
import crossforce.broker.request.model.RequestCommand.Rank;
import crossforce.broker.request.model.RequestCommand.Ranking;
import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.TimeSlot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Asks matching about a request's lines over the broker's own copy of the pool. */
@ApplicationScoped
class Matchmaker {
  private final PoolCopy copy;
  private final int radiusKm;

  Matchmaker(PoolCopy copy, BrokerConfig config) {
    this.copy = copy;
    this.radiusKm = config.radiusKm();
  }

  Rank rank(Affair affair, List<Integer> lines, Facts facts) {
    var ranked = lines.stream().map(affair::line).toList();
    var codes = ranked.stream().map(line -> line.wanted().capability()).toList();
    var pools = copy.pools(codes, affair.need().window());
    var rankings =
        ranked.stream()
            .map(line ->
                rank(affair, line, requireNonNull(pools.get(line.wanted().capability())), facts))
            .toList();
    return new Rank(affair.requestId(), rankings);
  }

  /** Whether an asset still holds what its capability needs, for the whole of a duty. */
  boolean accredited(AssetId asset, CapabilityCode code, TimeSlot duty) {
    return Optional.ofNullable(copy.catalogue(List.of(code)).get(code))
        .map(known -> Matching.accredited(copy.accreditationsOf(asset), known.capability(), duty))
        .orElse(false);
  }

  private Ranking rank(Affair affair, Line line, Pool pool, Facts facts) {
    var code = line.wanted().capability();
    var capability =
        Optional.ofNullable(facts.catalogue().get(code))
            .map(Catalogued::capability)
            .orElseThrow(() -> new IllegalStateException(code + " was known at submission"));
    var wanted =
        new Wanted(affair.host(), capability, affair.need(), affair.spent(), facts.now(), radiusKm);
    var outcome = Matching.rank(wanted, pool);
    return new Ranking(
        line.number(),
        outcome.candidates().stream()
            .map(found -> new Match(found.candidate(), found.duty(), found.blocked()))
            .toList(),
        outcome.leftOut());
  }
}
