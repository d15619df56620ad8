package crossforce.kit.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import crossforce.kit.http.ProblemPages;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of the house that a compiler does not know; each service checks its package by them.
 */
public final class HouseRules {
  private static final Set<String> SERVICES =
      Set.of("crossforce.registry", "crossforce.broker", "crossforce.billing", "crossforce.audit");

  private HouseRules() {}

  /** Checks the production classes of a service, such as those under {@code crossforce.billing}. */
  public static void check(String service) {
    var classes = production(service);
    modelsArePure(service, classes);
    servicesMeetOnKafkaOnly(service, classes);
    nobodyLooksAtTheMachinesClock(classes);
    everyRefusalHasAPage(classes);
  }

  /** Checks the kit, which knows of the contract only what every event has. */
  public static void checkKit() {
    var kit = production("crossforce.kit");
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("crossforce..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("crossforce.kit..", "crossforce.contract.wire..")))
                .and(DescribedPredicate.not(isIdOfTheEnvelope())))
        .because("the kit is mechanism without domain nouns")
        .check(kit);
    classes()
        .that()
        .resideInAPackage("crossforce.kit.decision..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "crossforce.kit.decision..", "org.jspecify.annotations..")
        .because("models depend on it")
        .check(kit);
    nobodyLooksAtTheMachinesClock(kit);
    everyRefusalHasAPage(kit);
  }

  private static JavaClasses production(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages(root);
  }

  private static void modelsArePure(String service, JavaClasses classes) {
    classes()
        .that()
        .resideInAPackage(service + "..model..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "crossforce.contract..",
            "crossforce.kit.decision..",
            service + "..model..",
            "org.jspecify.annotations..")
        .allowEmptyShould(true)
        .because("a model is pure: it can be read, and tested, alone")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(service + "..model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.file..", "java.net..", "java.sql..", "java.util.logging..")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.random.RandomGenerator.class)
        .allowEmptyShould(true)
        .because("a model does no I/O and draws no lots")
        .check(classes);
  }

  private static void servicesMeetOnKafkaOnly(String service, JavaClasses classes) {
    var others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> other + "..")
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("services meet on Kafka only")
        .check(classes);
  }

  private static void nobodyLooksAtTheMachinesClock(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage("crossforce.kit.time..")
        .should()
        .callMethodWhere(describe("reads the machine's time", HouseRules::readsTheMachinesTime))
        .because("domain time comes from the Clock bean, machine time from MachineTime")
        .check(classes);
  }

  private static boolean readsTheMachinesTime(JavaCall<?> call) {
    var owner = call.getTargetOwner().getFullName();
    var method = call.getTarget().getName();
    var withoutClock = call.getTarget().getRawParameterTypes().isEmpty();
    return (owner.startsWith("java.time.") && method.equals("now") && withoutClock)
        || (owner.equals("java.time.Clock") && method.startsWith("system"))
        || (owner.equals("java.lang.System") && method.equals("currentTimeMillis"));
  }

  private static void everyRefusalHasAPage(JavaClasses classes) {
    classes()
        .that()
        .areAssignableTo(Refusal.class)
        .and()
        .areEnums()
        .should(beInACatalogue())
        .allowEmptyShould(true)
        .because("the type of a problem opens a page")
        .check(classes);
  }

  private static ArchCondition<JavaClass> beInACatalogue() {
    return new ArchCondition<>("be in a problem catalogue") {
      @Override
      public void check(JavaClass refusal, ConditionEvents events) {
        var found =
            refusal.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass())
                .anyMatch(origin ->
                    origin.isAssignableTo(ProblemCatalogue.class)
                        || origin.isEquivalentTo(ProblemPages.class));
        events.add(
            new SimpleConditionEvent(
                refusal, found, refusal.getName() + " is in no ProblemCatalogue"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> isIdOfTheEnvelope() {
    var ids =
        Stream.of("ActorId", "ForceId", "Classification")
            .map(name -> "crossforce.contract." + name)
            .toList();
    return describe(
        "is part of every envelope",
        type -> ids.stream().anyMatch(id -> type.getFullName().startsWith(id)));
  }
}
