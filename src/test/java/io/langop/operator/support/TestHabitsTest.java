package io.langop.operator.support;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.dsl.EditReplacePatchable;
import io.fabric8.kubernetes.client.dsl.Waitable;
import java.util.Set;
import org.awaitility.Awaitility;

/** What tests do in one way only, because any other way fails on a busy machine. */
@AnalyzeClasses(packages = "io.langop.operator", importOptions = OnlyIncludeTests.class)
class TestHabitsTest {

  private static final String DEMO = "io.langop.operator.demo..";
  private static final String BENCHMARKS = "io.langop.operator.bench..";
  private static final Set<String> EDITS = Set.of("edit", "editStatus");

  /** A Lease is renewed and a status written while a test edits. */
  @ArchTest
  static final ArchRule editsAreMadeAgainAfterAConflict =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Eventually.class)
          .and()
          .resideOutsideOfPackage(DEMO)
          .should()
          .callMethodWhere(
              describe(
                  "the client edits an object",
                  (JavaCall<?> call) ->
                      EDITS.contains(call.getName())
                          && call.getTargetOwner().isAssignableTo(EditReplacePatchable.class)))
          .because("somebody else may have written meanwhile: use Eventually.edited");

  /**
   * A wait of one's own fails when its condition cannot be asked yet, or has a limit that does not
   * grow with the load. What is not a test, the test cluster's own start among it, tells its user.
   */
  @ArchTest
  static final ArchRule waitingIsDoneInOneWay =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Eventually.class)
          .and()
          .doNotHaveSimpleName("Await")
          .and()
          .resideOutsideOfPackages(DEMO, BENCHMARKS)
          .should()
          .callMethodWhere(
              describe(
                  "a wait of Awaitility or of the client",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isEquivalentTo(Awaitility.class)
                          || call.getTargetOwner().isAssignableTo(Waitable.class)
                              && call.getName().startsWith("waitUntil")))
          .because("what is not there yet is no failure, nor is a busy machine: use Eventually");
}
