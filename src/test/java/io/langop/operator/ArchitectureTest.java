package io.langop.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.langop.operator.api.RunDuration;
import jakarta.inject.Singleton;

/** What decides which images run is plain Java: readable, testable and fast on its own. */
@AnalyzeClasses(packages = "io.langop.operator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String IMAGE = "io.langop.operator.image..";
  private static final String ALLOWLIST = "io.langop.operator.allowlist..";
  private static final String CATALOG = "io.langop.operator.catalog..";
  private static final String WORDS = "io.langop.operator.api.condition..";
  private static final String SETTINGS = "io.langop.operator.settings..";

  @ArchTest
  static final ArchRule theDomainDependsOnNothingButTheJdk =
      classes()
          .that()
          .resideInAnyPackage(WORDS, IMAGE, ALLOWLIST, CATALOG)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", WORDS, IMAGE, ALLOWLIST, CATALOG);

  /** It reads YAML, and nothing is made of it by reflection. */
  @ArchTest
  static final ArchRule settingsDependOnTheDomainAndAParser =
      classes()
          .that()
          .resideInAPackage(SETTINGS)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..", "org.yaml.snakeyaml..", WORDS, IMAGE, ALLOWLIST, CATALOG, SETTINGS)
                  .or(type(RunDuration.class)));

  @ArchTest
  static final ArchRule referencesKnowNothingOfLists =
      noClasses()
          .that()
          .resideInAPackage(IMAGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ALLOWLIST, CATALOG);

  /** Else a command that needs no cluster would load what talks to one. */
  @ArchTest
  static final ArchRule onlyOnePackageOfTheCommandLineKnowsKubernetes =
      noClasses()
          .that()
          .resideInAPackage("io.langop.operator.cli..")
          .and()
          .resideOutsideOfPackage("io.langop.operator.cli.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.vertx..", "io.quarkus..", "jakarta..");

  @ArchTest
  static final ArchRule theOperatorKnowsNothingOfTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.langop.operator.cli..")
          .and()
          .doNotHaveFullyQualifiedName("io.langop.operator.Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.langop.operator.cli..");

  @ArchTest
  static final ArchRule theCommandLineReadsResourcesAndNotTheOperatorsMind =
      noClasses()
          .that()
          .resideInAPackage("io.langop.operator.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.langop.operator.policy..",
              "io.langop.operator.workload..",
              "io.langop.operator.powertool..",
              "io.langop.operator.config..");

  /** So each package can be read, and changed, with no more in mind than those below it. */
  @ArchTest
  static final ArchRule thePackagesFormATree =
      slices().matching("io.langop.operator.(*)..").should().beFreeOfCycles();

  /** Commands are above what they are made of. */
  @ArchTest
  static final ArchRule thePackagesOfTheCommandLineFormATree =
      slices().matching("io.langop.operator.cli.(*)..").should().beFreeOfCycles();

  /** It is the top of that tree, and has no slice there. */
  @ArchTest
  static final ArchRule noCommandKnowsTheRootOfTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.langop.operator.cli.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.langop.operator.cli");

  /** What both need has a place of its own. */
  @ArchTest
  static final ArchRule runsOfProfilersDoNotDependOnWorkloads =
      noClasses()
          .that()
          .resideInAPackage("io.langop.operator.powertool..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.langop.operator.workload..");

  /** One that is no bean never sees a request of the operator; the command line has no beans. */
  @ArchTest
  static final ArchRule whatSeesRequestsIsABean =
      classes()
          .that()
          .implement(Interceptor.class)
          .and()
          .resideOutsideOfPackage("io.langop.operator.cli..")
          .should()
          .beAnnotatedWith(Singleton.class);
}
