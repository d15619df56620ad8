package crossforce.registry.seed;

import static org.assertj.core.api.Assertions.assertThat;

import crossforce.contract.CapabilityCode;
import crossforce.contract.ForceId;
import crossforce.contract.LegalBasis;
import crossforce.contract.registry.CapabilityEvent.Capability;
import crossforce.contract.registry.ForceEvent.Force;
import crossforce.registry.seed.InventedFleet.Invented;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InventedFleetTest {
  private static final Instant NOW = Instant.parse("2026-06-06T08:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 6);
  private static final CapabilityCode ARV = new CapabilityCode("armed-response-vehicle");

  private final Map<ForceId, Force> forces = SeedRegister.forces();
  private final Map<CapabilityCode, Capability> catalogue = SeedRegister.catalogue();
  private final InventedFleet fleet = new InventedFleet(forces, catalogue, NOW);
  private final List<Invented> all =
      forces.keySet().stream().flatMap(force -> fleet.assetsOf(force).stream()).toList();

  @Test
  void the_register_has_the_43_forces_and_the_catalogue_its_28_capabilities() {
    assertThat(forces).hasSize(43);
    assertThat(catalogue).hasSize(28);
  }

  @Test
  void there_are_about_600_assets_and_all_say_that_they_are_invented() {
    assertThat(all).hasSizeBetween(560, 640);
    assertThat(all).allMatch(invented -> invented.asset().invented());
  }

  @Test
  void the_same_forces_get_the_same_assets() {
    var again = new InventedFleet(forces, catalogue, NOW);

    assertThat(forces.keySet().stream().flatMap(force -> again.assetsOf(force).stream()).toList())
        .isEqualTo(all);
  }

  @Test
  void every_force_has_armed_response_vehicles_and_25_have_explosives_dogs() {
    assertThat(forces.keySet()).allMatch(force -> count(force, ARV) >= 2);
    assertThat(forces.keySet())
        .filteredOn(force -> count(force, new CapabilityCode("explosives-search-dog")) > 0)
        .hasSize(25);
  }

  @Test
  void every_asset_meets_the_standard_of_its_capability() {
    assertThat(all)
        .allMatch(invented ->
            invented.asset().crew() >= catalogue.get(invented.asset().capability()).leastCrew())
        .allMatch(invented ->
            invented
                    .asset()
                    .noticeToMove()
                    .compareTo(catalogue.get(invented.asset().capability()).noticeToMove())
                <= 0);
  }

  @Test
  void every_reason_that_an_asset_can_give_occurs_somewhere() {
    assertThat(all).anyMatch(i -> !i.asset().staffed().isEmpty());
    assertThat(all).anyMatch(i -> !i.asset().legalBases().contains(LegalBasis.S24));
    assertThat(all).anyMatch(i -> i.unavailability().isPresent());
    assertThat(all)
        .anyMatch(i -> i.accreditations().stream().anyMatch(a -> !a.expires().isAfter(TODAY)));
    assertThat(all)
        .anyMatch(i ->
            i.accreditations().stream()
                .anyMatch(
                    a -> a.expires().isAfter(TODAY) && a.expires().isBefore(TODAY.plusDays(9))));
    assertThat(forces.keySet())
        .as("floors that let nothing go")
        .anyMatch(force ->
            fleet.homeCoverOf(force).entrySet().stream()
                .anyMatch(floor -> floor.getValue() == count(force, floor.getKey())));
  }

  private long count(ForceId force, CapabilityCode capability) {
    return fleet.assetsOf(force).stream()
        .filter(invented -> invented.asset().capability().equals(capability))
        .count();
  }
}
