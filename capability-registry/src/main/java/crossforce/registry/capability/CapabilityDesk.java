package crossforce.registry.capability;

import crossforce.contract.Topics;
import crossforce.contract.registry.CapabilityEvent;
import crossforce.kit.decision.Decision.Accepted;
import crossforce.kit.decision.Decision.Refused;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Versions;
import crossforce.kit.outbox.Outbox;
import crossforce.registry.capability.model.CapabilityCommand;
import crossforce.registry.capability.model.CapabilityCommand.Define;
import crossforce.registry.capability.model.CapabilityRules;
import crossforce.registry.capability.model.CatalogueEntry;
import crossforce.registry.capability.model.CatalogueEntry.None;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** The only writer of the national catalogue. */
@ApplicationScoped
public class CapabilityDesk {
  private final Capabilities capabilities;
  private final Outbox outbox;

  CapabilityDesk(Capabilities capabilities, Outbox outbox) {
    this.capabilities = capabilities;
    this.outbox = outbox;
  }

  /** An entry and the version of its row. */
  public record Versioned(CatalogueEntry entry, long version) {}

  /** Changes what the client has seen in this version; a repeat of what holds changes nothing. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public Versioned define(Define command, @Nullable String ifMatch) {
    var row = capabilities.lock(command.code());
    if (row.isEmpty()) {
      Versions.ofNothing(ifMatch);
    } else if (!isRepeat(row.get().entry(), command)) {
      Versions.check(Versions.required(ifMatch), row.get().version);
    }
    return handle(command);
  }

  @Transactional(dontRollbackOn = RefusedException.class)
  public Versioned handle(CapabilityCommand command) {
    var row = capabilities.lock(command.code());
    var before = row.map(CapabilityRow::entry).orElseGet(None::new);
    return switch (CapabilityRules.decide(before, command)) {
      case Refused<CapabilityEvent>(var why) -> throw new RefusedException(why);
      case Accepted<CapabilityEvent>(var events) when events.isEmpty() ->
          new Versioned(before, row.orElseThrow().version);
      case Accepted<CapabilityEvent>(var events) -> {
        var after = before;
        for (var event : events) {
          after = CapabilityRules.evolve(after, event);
        }
        var saved = capabilities.put(command.code(), after);
        outbox.append(Topics.CAPABILITIES, events);
        yield new Versioned(after, saved.version);
      }
    };
  }

  private static boolean isRepeat(CatalogueEntry entry, Define command) {
    return entry instanceof CatalogueEntry.Offered(_, _, var capability)
        && capability.equals(command.capability());
  }
}
