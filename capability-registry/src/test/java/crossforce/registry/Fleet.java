package crossforce.registry;

import crossforce.contract.AssetId;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.Position;
import crossforce.contract.RateCode;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import crossforce.kit.decision.RefusedException;
import crossforce.registry.asset.AssetDesk;
import crossforce.registry.asset.model.AssetCommand.Publish;
import crossforce.registry.asset.model.AssetCommand.RecordAccreditation;
import crossforce.registry.capability.Capabilities;
import crossforce.registry.capability.CapabilityDesk;
import crossforce.registry.capability.model.CapabilityCommand.Define;
import crossforce.registry.capability.model.CatalogueEntry.Known;
import crossforce.registry.cover.HomeCoverDesk;
import crossforce.registry.cover.model.SetHomeCover;
import crossforce.registry.seed.Seeder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Lists assets as tests need them, through the desks. */
@ApplicationScoped
public class Fleet {
  public static final CapabilityCode DRONES = new CapabilityCode("drone-team");

  private final Seeder seeder;
  private final CapabilityDesk catalogue;
  private final AssetDesk desk;
  private final HomeCoverDesk covers;
  private final Capabilities capabilities;
  private final Clock clock;

  Fleet(
      Seeder seeder,
      CapabilityDesk catalogue,
      AssetDesk desk,
      HomeCoverDesk covers,
      Capabilities capabilities,
      Clock clock) {
    this.seeder = seeder;
    this.catalogue = catalogue;
    this.desk = desk;
    this.covers = covers;
    this.capabilities = capabilities;
    this.clock = clock;
  }

  public void register() {
    seeder.register();
  }

  /** A capability that is like drones, and that nobody lends. */
  public void define(String code) {
    var drones = ((Known) capabilities.get(DRONES)).capability();
    catalogue.handle(new Define(new CapabilityCode(code), drones));
  }

  /** An asset that may go at any time. */
  @Transactional(dontRollbackOn = RefusedException.class)
  public AssetId publish(CapabilityCode capability, ForceId owner) {
    var id = new AssetId(UUID.randomUUID());
    var standard = ((Known) capabilities.get(capability)).capability();
    desk.handle(
        new Publish(
            id,
            new Asset(
                owner,
                capability,
                standard.name(),
                new Position(54.6, -3.1),
                standard.leastCrew(),
                standard.noticeToMove(),
                Duration.ofMinutes(10),
                Asset.USUAL_REST,
                new RateCode("standard"),
                List.of(),
                List.of(LegalBasis.S24),
                true)));
    var expires = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusYears(1);
    for (var code : standard.accreditations()) {
      desk.handle(new RecordAccreditation(id, new Accreditation(code, expires)));
    }
    return id;
  }

  public void keep(ForceId force, CapabilityCode capability, int least) {
    covers.handle(new SetHomeCover(force, capability, least, true));
  }
}
