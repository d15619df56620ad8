package crossforce.registry;

import crossforce.kit.test.HouseRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistryArchitectureTest {
  @Test
  void the_registry_keeps_the_rules_of_the_house() {
    HouseRules.check("crossforce.registry");
  }
}
