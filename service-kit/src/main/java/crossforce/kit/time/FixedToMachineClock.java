package crossforce.kit.time;

import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;

/** Domain time in production builds: the machine's, which nobody can move. */
@Singleton
@UnlessBuildProperty(
    name = "crossforce.clock.movable",
    stringValue = "true",
    enableIfMissing = true)
class FixedToMachineClock extends DomainClock {
  private final MachineTime machine;

  FixedToMachineClock(MachineTime machine, TransactionSynchronizationRegistry transactions) {
    super(transactions);
    this.machine = machine;
  }

  @Override
  Instant now() {
    return machine.now();
  }
}
