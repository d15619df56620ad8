package crossforce.billing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import crossforce.kit.test.HouseRules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
  private static final JavaClasses BILLING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("crossforce.billing");

  @Test
  void billing_keeps_the_rules_of_the_house() {
    HouseRules.check("crossforce.billing");
  }

  @Test
  void money_moves_from_tariff_to_invoice_and_never_back() {
    noClasses()
        .that()
        .resideInAPackage("crossforce.billing.tariff..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "crossforce.billing.quote..",
            "crossforce.billing.charge..",
            "crossforce.billing.ledger..",
            "crossforce.billing.invoice..")
        .check(BILLING);
    noClasses()
        .that()
        .resideInAPackage("crossforce.billing.charge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("crossforce.billing.ledger..", "crossforce.billing.invoice..")
        .check(BILLING);
  }
}
