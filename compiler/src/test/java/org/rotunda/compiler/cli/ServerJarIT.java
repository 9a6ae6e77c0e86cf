package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a program to an answer with the packaged jars, each command its own process. */
class ServerJarIT {
  private static final String CLIENT = "rotunda.jar";
  private static final String SERVER = "rotunda-server.jar";

  @TempDir private Path clientMachine;
  @TempDir private Path serverMachine;

  @Test
  void serverRunsWhereNoSecretKeyIs() throws IOException, InterruptedException {
    TinyJob job = TinyJob.write(clientMachine);
    succeed(
        CLIENT,
        "compile",
        job.program(),
        "--key-budget",
        "800KiB",
        "--out",
        job.plan(),
        "--precision",
        12);
    succeed(
        CLIENT,
        "keygen",
        "--plan",
        job.plan(),
        "--out",
        job.client(),
        "--passphrase-file",
        job.passphrase());
    succeed(
        CLIENT,
        "encrypt",
        "--plan",
        job.plan(),
        "--keys",
        job.client(),
        "--in",
        job.input(),
        "--out",
        job.encrypted(),
        "--passphrase-file",
        job.passphrase());

    copy(job.plan(), serverMachine.resolve("plan.json"));
    copy(job.program().resolveSibling(""), serverMachine.resolve("programs"));
    copy(job.client().resolve("server"), serverMachine.resolve("keys"));
    copy(job.encrypted(), serverMachine.resolve("x.ct"));
    Path secretFile = job.client().resolve("secret.key");
    byte[] secretKey = Files.readAllBytes(secretFile);
    Files.delete(secretFile);
    succeed(
        SERVER,
        "run",
        "--plan",
        serverMachine.resolve("plan.json"),
        "--keys",
        serverMachine.resolve("keys"),
        "--in",
        serverMachine.resolve("x.ct"),
        "--out",
        serverMachine.resolve("y.ct"));
    Files.write(secretFile, secretKey);

    Path answer = clientMachine.resolve("z.csv");
    succeed(
        CLIENT,
        "decrypt",
        "--plan",
        job.plan(),
        "--keys",
        job.client(),
        "--in",
        serverMachine.resolve("y.ct"),
        "--out",
        answer,
        "--passphrase-file",
        job.passphrase());
    double[] found =
        Arrays.stream(Files.readString(answer).strip().split(","))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(found).containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void serverHasNoCommandThatTouchesASecretKey() throws IOException, InterruptedException {
    JavaProcess help = JavaProcess.runJar(SERVER, "--help");
    assertThat(help.output())
        .contains("compile", "run", "inspect")
        .doesNotContainPattern("(?m)^ +(rotunda )?(keygen|encrypt|decrypt|demo) ");
    for (String command : new String[] {"keygen", "encrypt", "decrypt", "demo"}) {
      JavaProcess run = JavaProcess.runJar(SERVER, command);
      assertThat(run.exitCode()).as(command).isEqualTo(2);
      assertThat(run.output()).contains("'" + command + "'").hasLineCount(1);
    }
  }

  private static void succeed(String jar, Object... arguments)
      throws IOException, InterruptedException {
    JavaProcess run = JavaProcess.runJar(jar, arguments);
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
