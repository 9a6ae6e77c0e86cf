package org.rotunda.keys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What lets a server do without the packages that touch secret keys. */
class ImportRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.rotunda.keys");

  @Test
  void onlyGenerationAndSecretTouchSecretKeys() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.rotunda.keys.generation", "org.rotunda.keys.secret")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.rotunda.ckks.secret", "org.rotunda.keys.generation", "org.rotunda.keys.secret")
        .check(CLASSES);
  }

  @Test
  void onlySecretNamesSecretKeysExceptForTheHeadOfTheirFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.rotunda.keys.secret")
        .and()
        .doNotHaveSimpleName("SecretKeyMetadata")
        .and()
        .doNotHaveSimpleName("SecretKeySerializer")
        .should()
        .haveSimpleNameContaining("SecretKey")
        .check(CLASSES);
  }

  @Test
  void seedsAndMaterialKnowNothingOfFiles() {
    noClasses()
        .that()
        .resideInAnyPackage("org.rotunda.keys.seed", "org.rotunda.keys.material")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rotunda.keys.wire")
        .check(CLASSES);
  }
}
