package crossforce.audit;

import crossforce.kit.test.HouseRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
  @Test
  void the_rules_of_the_house_hold() {
    HouseRules.check("crossforce.audit");
  }
}
