package crossforce.broker.request.model;

import static crossforce.broker.request.model.RequestRefusal.*;

import crossforce.broker.request.model.Request.Known;
import crossforce.broker.request.model.Request.None;
import crossforce.broker.request.model.Request.Open;
import crossforce.broker.request.model.RequestCommand.AboutDeployment;
import crossforce.broker.request.model.RequestCommand.ByDonor;
import crossforce.broker.request.model.RequestCommand.ByEvents;
import crossforce.broker.request.model.RequestCommand.ByHost;
import crossforce.broker.request.model.RequestCommand.Submit;
import crossforce.contract.broker.RequestEvent;
import crossforce.kit.decision.Decision;
import crossforce.kit.decision.Decision.Accepted;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a request: what a command makes happen, and what then follows by itself.
 *
 * <p>Each side has a file of its own: {@link HostRules}, {@link DonorRules}, {@link SourcingRules},
 * {@link DeploymentRules}; what follows by itself is in {@link Consequences}, and what an event
 * does to the state in {@link Evolution}.
 */
public final class RequestRules {
  private RequestRules() {}

  public static Decision<RequestEvent> decide(Request state, RequestCommand command, Facts facts) {
    var first =
        switch (state) {
          case None _ when command instanceof Submit submit -> HostRules.submit(submit, facts);
          case None _ -> Decision.<RequestEvent>refuse(NO_SUCH_REQUEST);
          case Known known ->
              switch (command) {
                case ByHost c -> HostRules.decide(known, c, facts);
                case ByDonor c -> DonorRules.decide(known, c, facts);
                case AboutDeployment c -> DeploymentRules.decide(known, c, facts);
                case ByEvents c -> SourcingRules.decide(known, c, facts);
              };
        };
    return first instanceof Accepted<RequestEvent>(var events) && !events.isEmpty()
        ? Decision.accept(withConsequences(state, events, facts))
        : first;
  }

  public static Request evolve(Request state, RequestEvent event) {
    return Evolution.evolve(state, event);
  }

  public static Request evolve(Request state, List<? extends RequestEvent> events) {
    var after = state;
    for (var event : events) {
      after = evolve(after, event);
    }
    return after;
  }

  /** The lines for which matching has to be asked now, by number. */
  public static List<Integer> linesToRank(Request state, Facts facts) {
    return state instanceof Open open
        ? open.affair().lines().stream()
            .filter(line -> line.stale() && line.toAsk(atOnce(open.affair(), facts)) > 0)
            .map(Line::number)
            .toList()
        : List.of();
  }

  static int atOnce(Affair affair, Facts facts) {
    return facts.policy().atOnce(affair.need().priority());
  }

  private static List<RequestEvent> withConsequences(
      Request before, List<RequestEvent> events, Facts facts) {
    var all = new ArrayList<>(events);
    var state = evolve(before, events);
    for (var next = Consequences.next(state, facts);
        next.isPresent();
        next = Consequences.next(state, facts)) {
      all.add(next.get());
      state = evolve(state, next.get());
    }
    return all;
  }
}
