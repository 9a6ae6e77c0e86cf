package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts what the build packaged, each as its own process. */
class RotundaIT {
  private static final Path BUILD = Path.of(System.getProperty("rotunda.build"));
  private static final String MAIN_JAR = System.getProperty("rotunda.mainJar");

  @Test
  void modulesRunAsModules() throws IOException, InterruptedException {
    String modulePath = MAIN_JAR + File.pathSeparator + BUILD.resolve("modules");
    JavaProcess run =
        JavaProcess.run(
            "-p", modulePath, "-m", "org.rotunda.compiler/" + Rotunda.class.getName(), "--version");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).startsWith("rotunda ").doesNotContain("WARNING");

    JavaProcess help =
        JavaProcess.run(
            "-p", modulePath, "-m", "org.rotunda.compiler/" + Rotunda.class.getName(), "--help");
    assertThat(help.output()).contains("compile", "keygen", "encrypt", "run", "decrypt", "inspect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotunda.jar", "rotunda-server.jar"})
  void jarsRunAlone(String jar) throws IOException, InterruptedException {
    JavaProcess version = JavaProcess.runJar(jar, "--version");
    assertThat(version.exitCode()).as(version.output()).isZero();
    assertThat(version.output()).startsWith("rotunda ").doesNotContain("WARNING");

    JavaProcess help = JavaProcess.runJar(jar, "--help");
    assertThat(help.exitCode()).as(help.output()).isZero();

    JavaProcess nonsense = JavaProcess.runJar(jar, "decompile");
    assertThat(nonsense.exitCode()).as(nonsense.output()).isEqualTo(2);
  }

  /** What a command asks of its JVM is found before the command runs, also where it needs none. */
  @ParameterizedTest
  @MethodSource("commands")
  void commandsExplainThemselvesWithoutTheirOptions(String command)
      throws IOException, InterruptedException {
    JavaProcess help = JavaProcess.runJar("rotunda.jar", command, "--help");
    assertThat(help.exitCode()).as(help.output()).isZero();
    assertThat(help.output()).startsWith("Usage: rotunda " + command + " ");
  }

  static Set<String> commands() {
    return Rotunda.commandLine().getSubcommands().keySet();
  }

  @Test
  void serverHasNothingOfTheClients() throws IOException {
    assertThat(packages("rotunda.jar")).contains("org/rotunda/ckks/secret");
    assertThat(packages("rotunda-server.jar"))
        .contains("org/rotunda/ckks/evaluation")
        .doesNotContain(
            "org/rotunda/ckks/secret",
            "org/rotunda/keys/generation",
            "org/rotunda/keys/secret",
            "org/rotunda/compiler/cli/client",
            "org/rotunda/compiler/demo");
  }

  /** What is named for secret keys in the server's jar only describes the head of their files. */
  @Test
  void serverReadsNoSecretKey() throws IOException {
    assertThat(classes("rotunda.jar"))
        .contains(
            "org/rotunda/keys/secret/SecretKeyFormat", "org/rotunda/keys/secret/OpenFheSecretKey");
    assertThat(classes("rotunda-server.jar"))
        .filteredOn(name -> name.startsWith("org/rotunda/") && name.contains("SecretKey"))
        .containsExactlyInAnyOrder(
            "org/rotunda/keys/wire/SecretKeyMetadata", "org/rotunda/keys/wire/SecretKeySerializer");
  }

  @Test
  void jarsCarryTheirLicences() throws IOException {
    try (JarFile jar = new JarFile(BUILD.resolve("rotunda.jar").toFile())) {
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
    }
  }

  private static List<String> packages(String jar) throws IOException {
    return classes(jar).stream()
        .map(name -> name.substring(0, Math.max(name.lastIndexOf('/'), 0)))
        .toList();
  }

  private static List<String> classes(String name) throws IOException {
    List<String> classes = new ArrayList<>();
    try (JarFile jar = new JarFile(BUILD.resolve(name).toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String entry = all.nextElement().getName();
        if (entry.endsWith(".class")) {
          classes.add(entry.substring(0, entry.length() - ".class".length()));
        }
      }
    }
    return classes;
  }
}
