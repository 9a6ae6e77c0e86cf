package org.rotunda.compiler.execution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.bootstrap.EncodedBootstrap;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.clear.ClearBackend;

/** A program with types, and a scheme to run it in whose server side counts its limbs. */
public final class EncryptedProgram {
  private final Program source;
  private final Program program;
  private final TransformSplits splits;
  private final Target target;
  private final TestScheme scheme;
  private final LimbPool limbs;
  private final Engine engine;

  /** Compiles a source program and draws a secret key from a seed. */
  public EncryptedProgram(Program source, Parameters parameters, long seed) {
    this(
        source,
        new RemoveUnused().andThen(new LevelsAndScales(parameters)).apply(source),
        parameters,
        seed);
  }

  private EncryptedProgram(Program source, Program program, Parameters parameters, long seed) {
    this(source, program, TransformSplits.fastest(program), parameters, seed);
  }

  /** A source program and what it was compiled to. */
  public EncryptedProgram(
      Program source, Program program, TransformSplits splits, Parameters parameters, long seed) {
    this(
        source,
        program,
        splits,
        Target.of(parameters),
        new TestScheme(CkksContext.of(parameters), seed));
  }

  /** A source program, what it was compiled to, and a scheme for it. */
  public EncryptedProgram(
      Program source, Program program, TransformSplits splits, Target target, TestScheme scheme) {
    this.source = source;
    this.program = program;
    this.splits = splits;
    this.target = target;
    this.scheme = scheme;
    this.limbs = new LimbPool(scheme.parameters().degree(), Long.MAX_VALUE);
    this.engine = new Engine(KernelProvider.select(), limbs, LimbExecutor.serial());
  }

  /** The program with types. */
  public Program program() {
    return program;
  }

  /** How its transforms are split. */
  public TransformSplits splits() {
    return splits;
  }

  /** The key owner's side. */
  public TestScheme scheme() {
    return scheme;
  }

  /** What the server's ciphertexts are made of. */
  public LimbPool limbs() {
    return limbs;
  }

  /** A backend that encodes at each use. */
  public EncryptedBackend backend() {
    return backend(encoder());
  }

  /** A backend with given encodings. */
  public EncryptedBackend backend(WeightEncodings encodings) {
    return new EncryptedBackend(
        program,
        scheme.context(),
        engine,
        encodings,
        target
            .bootstrap()
            .map(
                plan -> EncodedBootstrap.encode(plan, scheme.context(), engine, scheme.encoder())));
  }

  /** An encoder whose limbs are the server's. */
  public WeightEncoder encoder() {
    return new WeightEncoder(
        program, splits, scheme.context(), new Encoder(scheme.context(), engine));
  }

  /** Encrypts every input at its type. */
  public Map<String, List<Ciphertext>> encrypt(Map<String, List<ComplexVector>> inputs) {
    Map<String, List<Ciphertext>> encrypted = new LinkedHashMap<>();
    for (Port port : program.inputs()) {
      List<ComplexVector> parts = inputs.getOrDefault(port.name(), List.of());
      Map<Integer, Ciphertext> ciphertexts = new HashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        CipherType type = program.type(port.parts().get(i));
        try (Plaintext plaintext =
            scheme.encoder().encode(parts.get(i), type.level(), type.scale())) {
          ciphertexts.put(i, scheme.encryptor().encrypt(plaintext));
        }
      }
      encrypted.put(port.name(), List.copyOf(ciphertexts.values()));
    }
    return encrypted;
  }

  /** The slots of every output of the clear source program. */
  public Map<String, List<ComplexVector>> clear(Map<String, List<ComplexVector>> inputs) {
    return new ClearBackend(source).runPacked(inputs, (_, _) -> {});
  }

  /** Gives back every ciphertext. */
  public static void close(Map<String, List<Ciphertext>> ciphertexts) {
    ciphertexts.values().forEach(parts -> parts.forEach(Ciphertext::close));
  }
}
