package crossforce.registry.seed;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.registry.asset.AssetDesk;
import crossforce.registry.asset.model.AssetCommand;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetCommand.RecordAccreditation;
import crossforce.registry.booking.UnavailabilityDesk;
import crossforce.registry.capability.CapabilityDesk;
import crossforce.registry.capability.model.CapabilityCommand.Define;
import crossforce.registry.cover.HomeCoverDesk;
import crossforce.registry.cover.model.SetHomeCover;
import crossforce.registry.force.ForceDesk;
import crossforce.registry.force.model.ForceCommand.Register;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Fills an empty register once: the forces, the catalogue, and invented assets. Each batch is a
 * transaction that leaves its name behind, so a crash between two loses nothing, and of two
 * instances that start together one waits and then finds it done.
 */
@ApplicationScoped
public class Seeder {
  private static final Logger LOG = Logger.getLogger(Seeder.class);

  private final SeedConfig config;
  private final ForceDesk forces;
  private final CapabilityDesk capabilities;
  private final HomeCoverDesk covers;
  private final AssetDesk assets;
  private final UnavailabilityDesk unavailabilities;
  private final EntityManager database;
  private final Clock clock;

  Seeder(
      SeedConfig config,
      ForceDesk forces,
      CapabilityDesk capabilities,
      HomeCoverDesk covers,
      AssetDesk assets,
      UnavailabilityDesk unavailabilities,
      EntityManager database,
      Clock clock) {
    this.config = config;
    this.forces = forces;
    this.capabilities = capabilities;
    this.covers = covers;
    this.assets = assets;
    this.unavailabilities = unavailabilities;
    this.database = database;
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      register();
      invent();
    }
  }

  /** The published facts: forces and the catalogue. */
  public void register() {
    once("forces", () -> register(SeedRegister.forces()));
    once("catalogue", () -> define(SeedRegister.catalogue()));
  }

  /** What forces might lend. */
  public void invent() {
    var register = SeedRegister.forces();
    var fleet = new InventedFleet(register, SeedRegister.catalogue(), clock.instant());
    register.keySet().forEach(force -> once("fleet of " + force, () -> publish(force, fleet)));
  }

  private void once(String name, Runnable batch) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          var isNew =
              database
                      .createNativeQuery(
                          "insert into seeds (name) values (:name) on conflict do nothing")
                      .setParameter("name", name)
                      .executeUpdate()
                  == 1;
          if (isNew) {
            batch.run();
            LOG.infof("seeded: %s", name);
          }
        });
  }

  private void register(Map<ForceId, Force> register) {
    register.forEach((id, force) -> forces.handle(new Register(id, force)));
  }

  private void define(Map<CapabilityCode, Capability> catalogue) {
    catalogue.forEach((code, capability) -> capabilities.handle(new Define(code, capability)));
  }

  private void publish(ForceId force, InventedFleet fleet) {
    fleet
        .homeCoverOf(force)
        .forEach((code, least) -> covers.handle(new SetHomeCover(force, code, least, true)));
    for (var invented : fleet.assetsOf(force)) {
      var commands = new ArrayList<AssetCommand>();
      commands.add(new Publish(invented.id(), invented.asset()));
      for (var accreditation : invented.accreditations()) {
        commands.add(new RecordAccreditation(invented.id(), accreditation));
      }
      assets.handle(invented.id(), commands);
      invented.unavailability().ifPresent(unavailabilities::handle);
      database.flush();
      database.clear(); // A long batch would be compared with all that it has written so far.
    }
  }
}
