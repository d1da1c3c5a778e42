package io.langop.operator.support;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import java.util.Set;

/** What tests do in one way only, because any other way fails on a busy machine. */
@AnalyzeClasses(packages = "io.langop.operator", importOptions = OnlyIncludeTests.class)
class TestHabitsTest {

  private static final Set<String> EDITS = Set.of("edit", "editStatus");

  /** A Lease is renewed and a status written while a test edits. */
  @ArchTest
  static final ArchRule editsAreMadeAgainAfterAConflict =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Eventually.class)
          .and()
          .resideOutsideOfPackage("io.langop.operator.demo..")
          .should()
          .callMethodWhere(
              describe(
                  "the client edits an object",
                  (JavaCall<?> call) ->
                      EDITS.contains(call.getName())
                          && call.getTargetOwner().isAssignableTo(EditReplacePatchable.class)))
          .because("somebody else may have written meanwhile: use Eventually.edited");
}
