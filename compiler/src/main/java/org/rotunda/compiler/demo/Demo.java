package org.rotunda.compiler.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.execution.KeptEncodings;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;

/** Key owner and server of the demo in one process. */
final class Demo implements AutoCloseable {
  private static final long NOISE_SEED = 1;

  private final Program program;
  private final Plan plan;
  private final CkksContext context;
  private final Engine engine;
  private final Encoder encoder;
  private final Encryptor encryptor;
  private final Decryptor decryptor;
  private final SecretKey secret;
  private final Path store;
  private final RandomSource random = RandomSource.platform();
  private final SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();

  /** Draws a secret key for a plan. */
  Demo(Program program, Plan plan, Engine engine, Path folder) {
    Parameters parameters = plan.parameters();
    this.program = program;
    this.plan = plan;
    this.engine = engine;
    this.context = CkksContext.of(parameters);
    this.encoder = new Encoder(context, engine);
    this.secret = SecretKey.generate(parameters, random);
    try (SecretKeyEncryptor keys =
        new SecretKeyEncryptor(context, engine, secret, random, access)) {
      this.encryptor = new Encryptor(context, engine, keys.publicKey(), random);
    }
    this.decryptor = new Decryptor(context, engine, secret, access);
    this.store = folder.resolve("evaluation.keys");
  }

  /** Generates exactly the keys of the plan into a store. */
  void generateKeys() throws IOException {
    KeySetId keySet = KeySetId.fresh(random);
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(
                store, plan.parameters(), keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret, keySet, random, access);
        Progress progress = Progress.begin("Generating keys", plan.requests().size())) {
      generator.generate(plan.requests(), writer, (_, done, _) -> progress.done(done));
    }
  }

  /** Encrypts every digit and runs the network on each under every policy. */
  DemoResult classify(List<Digit> digits) throws IOException {
    List<Ciphertext> images = digits.stream().map(this::encrypt).toList();
    WeightEncoder weights = new WeightEncoder(plan.program(), plan.splits(), context, encoder);
    try (KeyStore keys = KeyStore.open(store, plan.parameters());
        KeptEncodings encodings = new KeptEncodings(weights);
        PolicyRun resident =
            PolicyRun.open(
                "resident",
                ResidencyPolicy.Resident.everything(keys, plan.uniform()),
                keys,
                plan,
                plan.prediction().keySetBytes());
        PolicyRun onDemand =
            PolicyRun.open(
                "on demand", new ResidencyPolicy.OnDemand(), keys, plan, plan.keyBudget());
        PolicyRun planned =
            PolicyRun.open(
                "planned",
                new ResidencyPolicy.Planned(plan.schedule()),
                keys,
                plan,
                plan.keyBudget())) {
      List<PolicyRun> policies = List.of(resident, onDemand, planned);
      EncryptedBackend backend = new EncryptedBackend(plan.program(), context, engine, encodings);
      warmUp(backend, images.getFirst(), keys);
      run(backend, images, policies);
      return result(digits, policies);
    }
  }

  /** One run that is not counted: it encodes the weights and lets the JVM compile. */
  private void warmUp(EncryptedBackend backend, Ciphertext image, KeyStore keys) {
    try (PolicyRun run =
            PolicyRun.open(
                "warm-up", new ResidencyPolicy.OnDemand(), keys, plan, plan.keyBudget());
        Progress progress = Progress.begin("Encoding weights", plan.program().ops().size())) {
      run.run(backend, image, (_, done, _) -> progress.done(done));
    }
  }

  /** The policies take turns at going first, so that none profits from a warmer machine. */
  private void run(EncryptedBackend backend, List<Ciphertext> images, List<PolicyRun> policies) {
    int ops = plan.program().ops().size();
    try (Progress progress =
        Progress.begin("Classifying", (long) ops * images.size() * policies.size())) {
      for (int image = 0; image < images.size(); image++) {
        for (int turn = 0; turn < policies.size(); turn++) {
          long before = (long) ops * (image * policies.size() + turn);
          ExecutionListener listener = (_, done, _) -> progress.done(before + done);
          policies.get((image + turn) % policies.size()).run(backend, images.get(image), listener);
        }
      }
    }
  }

  private Ciphertext encrypt(Digit digit) {
    Port input = plan.program().inputs().getFirst();
    CipherType type = plan.program().type(input.parts().getFirst());
    ComplexVector slots = ComplexVector.ofReal(packed(digit));
    try (var plaintext = encoder.encode(slots, type.level(), type.scale())) {
      return encryptor.encrypt(plaintext);
    }
  }

  private double[] packed(Digit digit) {
    return program.inputs().getFirst().layout().pack(digit.pixels()).getFirst();
  }

  private double[] decrypt(Ciphertext logits) {
    try (var plaintext = decryptor.decrypt(logits)) {
      return program
          .outputs()
          .getFirst()
          .layout()
          .unpack(List.of(encoder.decode(plaintext).real()));
    }
  }

  private DemoResult result(List<Digit> digits, List<PolicyRun> policies) {
    ClearBackend clear = new ClearBackend(program);
    List<double[]> expected =
        digits.stream()
            .map(digit -> clear.run(Map.of(MnistNetwork.INPUT, digit.pixels())))
            .map(outputs -> outputs.getOrDefault(MnistNetwork.OUTPUT, new double[0]))
            .toList();
    List<DemoResult.PolicyResult> results = new ArrayList<>();
    for (PolicyRun policy : policies) {
      List<double[]> logits = policy.outputs().stream().map(this::decrypt).toList();
      results.add(
          new DemoResult.PolicyResult(
              policy.name(), policy.secondsAnImage(), policy.statistics(), logits));
    }
    return new DemoResult(expected, results, identical(policies), predictedDeviation(digits));
  }

  private static boolean identical(List<PolicyRun> policies) {
    List<Ciphertext> first = policies.getFirst().outputs();
    return policies.stream()
        .allMatch(
            policy -> {
              for (int i = 0; i < first.size(); i++) {
                if (!identical(first.get(i), policy.outputs().get(i))) {
                  return false;
                }
              }
              return true;
            });
  }

  private static boolean identical(Ciphertext x, Ciphertext y) {
    for (int i = 0; i <= x.degree(); i++) {
      NttPoly left = x.component(i);
      NttPoly right = y.component(i);
      for (int limb = 0; limb < left.basis().size(); limb++) {
        if (!Arrays.equals(left.limb(limb), right.limb(limb))) {
          return false;
        }
      }
    }
    return x.scale() == y.scale() && x.level() == y.level();
  }

  private double predictedDeviation(List<Digit> digits) {
    double largest = 0;
    Port output = plan.program().outputs().getFirst();
    for (Digit digit : digits) {
      NoisePrediction prediction =
          NoisePrediction.of(
              plan.program(),
              plan.splits(),
              plan.target(),
              Map.of(MnistNetwork.INPUT, List.of(ComplexVector.ofReal(packed(digit)))),
              NOISE_SEED);
      largest = Math.max(largest, prediction.elementDeviation(output));
    }
    return largest;
  }

  @Override
  public void close() {
    decryptor.close();
    secret.destroy();
  }
}
