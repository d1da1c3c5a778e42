package io.langop.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What decides which images run is plain Java: readable, testable and fast on its own. */
@AnalyzeClasses(packages = "io.langop.operator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String IMAGE = "io.langop.operator.image..";
  private static final String ALLOWLIST = "io.langop.operator.allowlist..";
  private static final String CATALOG = "io.langop.operator.catalog..";

  @ArchTest
  static final ArchRule theDomainDependsOnNothingButTheJdk =
      classes()
          .that()
          .resideInAnyPackage(IMAGE, ALLOWLIST, CATALOG)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", IMAGE, ALLOWLIST, CATALOG);

  @ArchTest
  static final ArchRule referencesKnowNothingOfLists =
      noClasses()
          .that()
          .resideInAPackage(IMAGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ALLOWLIST, CATALOG);
}
