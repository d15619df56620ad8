package crossforce.registry.seed;

import crossforce.contract.AccreditationCode;
import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.Jurisdiction;
import crossforce.contract.Position;
import crossforce.contract.Sensitivity;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.registry.seed.SeedFile.Line;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The published facts about the 43 territorial forces, and the starter catalogue. */
final class SeedRegister {
  private SeedRegister() {}

  static Map<ForceId, Force> forces() {
    var forces = new LinkedHashMap<ForceId, Force>();
    for (var line : SeedFile.read("forces.csv")) {
      forces.put(new ForceId(line.text("force_id")), force(line));
    }
    return forces;
  }

  static Map<CapabilityCode, Capability> catalogue() {
    var catalogue = new LinkedHashMap<CapabilityCode, Capability>();
    for (var line : SeedFile.read("catalogue.csv")) {
      catalogue.put(new CapabilityCode(line.text("code")), capability(line));
    }
    return catalogue;
  }

  private static Force force(Line line) {
    return new Force(
        line.text("name"),
        line.text("ons_pfa_code"),
        line.text("pnc_code"),
        line.text("home_office_region"),
        Jurisdiction.ENGLAND_AND_WALES,
        new BigDecimal(line.text("officer_fte_2025_03_31")),
        new Position(
            Double.parseDouble(line.text("hub_lat")), Double.parseDouble(line.text("hub_lon"))),
        Optional.empty(), // No dates of foundation are published.
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Capability capability(Line line) {
    return new Capability(
        line.text("name"),
        line.text("kind"),
        Optional.of(line.text("level")).filter(level -> !level.isEmpty()),
        line.number("least_crew"),
        line.list("equipment"),
        line.list("accreditations").stream().map(AccreditationCode::new).toList(),
        Duration.parse(line.text("notice_to_move")),
        Sensitivity.valueOf(line.text("sensitivity").toUpperCase(Locale.ROOT)),
        line.text("expert_lead"),
        line.yes("armed"),
        line.yes("specialist"),
        line.number("speed_kph"));
  }
}
