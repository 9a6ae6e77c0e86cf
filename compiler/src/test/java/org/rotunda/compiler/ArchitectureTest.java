package org.rotunda.compiler;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.rotunda.compiler.ArchitectureTest.WithoutTestJar;

@AnalyzeClasses(
    packages = "org.rotunda",
    importOptions = {DoNotIncludeTests.class, WithoutTestJar.class})
class ArchitectureTest {
  /** What only the client has: it is absent from the server's jar. */
  private static final String[] CLIENT = {
    "org.rotunda.ckks.secret..",
    "org.rotunda.keys.generation..",
    "org.rotunda.keys.secret..",
    "org.rotunda.compiler.cli.client..",
    "org.rotunda.compiler.demo.."
  };

  @ArchTest
  static final ArchRule modulesImportOnlyDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.rotunda..")
          .withOptionalLayers(true)
          .layer("ckks")
          .definedBy("org.rotunda.ckks..")
          .layer("keys")
          .definedBy("org.rotunda.keys..")
          .layer("paging")
          .definedBy("org.rotunda.paging..")
          .layer("compiler")
          .definedBy("org.rotunda.compiler..")
          .whereLayer("ckks")
          .mayNotAccessAnyLayer()
          .whereLayer("keys")
          .mayOnlyAccessLayers("ckks")
          .whereLayer("paging")
          .mayOnlyAccessLayers("ckks", "keys")
          .whereLayer("compiler")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.rotunda.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyKernelsTouchVectors =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.rotunda.ckks.ring.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @ArchTest
  static final ArchRule enginesAreMadeInOnePlace =
      classes()
          .that()
          .resideInAPackage("org.rotunda.ckks.ring.kernel..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage("org.rotunda.ckks.ring..", "org.rotunda.ckks.params..");

  @ArchTest
  static final ArchRule theServerLinksToNoSecretKey =
      noClasses()
          .that(not(resideInAnyPackage(CLIENT)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(CLIENT));

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.rotunda.compiler.cli..", "org.rotunda.compiler.demo..")
          .should(ACCESS_STANDARD_STREAMS);

  /** Leaves out the classes that tests share. */
  static final class WithoutTestJar implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
