package crossforce.kit;

import crossforce.kit.test.HouseRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KitArchitectureTest {
  @Test
  void the_kit_keeps_the_rules_of_the_house() {
    HouseRules.checkKit();
  }
}
