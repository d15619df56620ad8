package crossforce.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import crossforce.kit.test.HouseRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
  @Test
  void the_broker_keeps_the_rules_of_the_house() {
    HouseRules.check("crossforce.broker");
  }

  @Test
  void matching_knows_nothing_of_requests_on_their_way() {
    noClasses()
        .that()
        .resideInAPackage("crossforce.broker.matching..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("crossforce.broker.request..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("crossforce.broker"));
  }
}
