package crossforce.registry.capability.model;

import static crossforce.kit.decision.Decision.accept;
import static crossforce.kit.decision.Decision.refuse;
import static crossforce.registry.capability.model.CapabilityRefusal.CAPABILITY_UNKNOWN;
import static crossforce.registry.capability.model.CapabilityRefusal.NOTICE_TO_MOVE_OUT_OF_BOUNDS;

import crossforce.contract.registry.CapabilityEvent;
import crossforce.contract.registry.CapabilityEvent.CapabilityDefined;
import crossforce.contract.registry.CapabilityEvent.CapabilityRetired;
import crossforce.kit.decision.Decision;
import crossforce.registry.capability.model.CapabilityCommand.Define;
import crossforce.registry.capability.model.CapabilityCommand.Retire;
import crossforce.registry.capability.model.CatalogueEntry.Known;
import crossforce.registry.capability.model.CatalogueEntry.None;
import crossforce.registry.capability.model.CatalogueEntry.Offered;
import crossforce.registry.capability.model.CatalogueEntry.Retired;
import java.time.Duration;

/** The national catalogue: every change of a standard is a new version. */
public final class CapabilityRules {
  private static final Duration LONGEST_NOTICE = Duration.ofDays(7);

  private CapabilityRules() {}

  public static Decision<CapabilityEvent> decide(CatalogueEntry state, CapabilityCommand command) {
    return switch (command) {
      case Define define -> decide(state, define);
      case Retire retire -> decide(state, retire);
    };
  }

  private static Decision<CapabilityEvent> decide(CatalogueEntry state, Define command) {
    var notice = command.capability().noticeToMove();
    if (notice.isNegative() || notice.compareTo(LONGEST_NOTICE) > 0) {
      return refuse(NOTICE_TO_MOVE_OUT_OF_BOUNDS);
    }
    return switch (state) {
      case None _ -> defined(command, 1);
      case Offered(_, _, var capability) when capability.equals(command.capability()) -> accept();
      case Offered(_, var version, _) -> defined(command, version + 1);
      case Retired(_, var version, _) -> defined(command, version + 1);
    };
  }

  private static Decision<CapabilityEvent> decide(CatalogueEntry state, Retire command) {
    return switch (state) {
      case None _ -> refuse(CAPABILITY_UNKNOWN);
      case Offered(_, var version, _) -> accept(new CapabilityRetired(command.code(), version + 1));
      case Retired _ -> accept();
    };
  }

  public static CatalogueEntry evolve(CatalogueEntry state, CapabilityEvent event) {
    return switch (event) {
      case CapabilityDefined e -> new Offered(e.code(), e.version(), e.capability());
      case CapabilityRetired e when state instanceof Known known ->
          new Retired(e.code(), e.version(), known.capability());
      case CapabilityRetired _ ->
          throw new IllegalStateException(event + " cannot follow " + state);
    };
  }

  private static Decision<CapabilityEvent> defined(Define command, int version) {
    return accept(new CapabilityDefined(command.code(), version, command.capability()));
  }
}
