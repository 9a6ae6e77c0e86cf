package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.keys.openfhe.CkksParameters;
import org.rotunda.keys.openfhe.NativeParameters;
import org.rotunda.keys.openfhe.OpenFheContext;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.OpenFheParameters;
import org.rotunda.keys.openfhe.OpenFheSettings;
import org.rotunda.keys.openfhe.Ownership;
import org.rotunda.keys.openfhe.PrimeRules;
import org.rotunda.keys.openfhe.ScalingTechnique;

/** Rules about contexts and their primes. */
final class ContextRules {
  private ContextRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "contexts and key tags of all files", CrosscheckFolder.ANY_OWNED, ContextRules::owners),
        new Rule("primes of Q", List.of(), ContextRules::primesOfQ),
        new Rule("primes of P", CrosscheckFolder.ANY_EVALUATION_KEY, ContextRules::primesOfP),
        new Rule("roots of unity of Q", List.of(), ContextRules::rootsOfQ),
        new Rule(
            "roots of unity of P", CrosscheckFolder.ANY_EVALUATION_KEY, ContextRules::rootsOfP));
  }

  /** One owner is the same as all others. */
  private static final class Owners {
    private final OpenFheContext context;
    private final List<String> tags = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Owners(OpenFheContext context) {
      this.context = context;
    }

    void see(String file, Ownership owner) {
      tags.add(owner.keyTag());
      if (!owner.context().equals(context)) {
        findings.add(new Finding.Difference(file + ": another context than the folder's"));
      } else if (!owner.keyTag().equals(tags.getFirst())) {
        findings.add(
            new Finding.Difference(
                "%s: key tag %s, but elsewhere %s"
                    .formatted(file, owner.keyTag(), tags.getFirst())));
      }
    }
  }

  private static Finding owners(Evidence evidence) throws IOException {
    CrosscheckFolder folder = evidence.folder();
    Owners owners = new Owners(evidence.context());
    if (folder.has("sk")) {
      owners.see("sk", evidence.openFheSecretKey().owner());
    }
    if (folder.has("pk")) {
      owners.see("pk", evidence.publicKey().owner());
    }
    long degree = evidence.context().parameters().rlwe().elements().element().ringDimension();
    for (String name : folder.ciphertexts()) {
      owners.see(name, evidence.ciphertext(name).owner());
    }
    for (OpenFheKeyMap map : OpenFheKeyMap.values()) {
      String file = Evidence.fileOf(map);
      if (folder.has(file)) {
        evidence.keys(
            map,
            (tag, index, key) -> {
              owners.see(file, new Ownership(key.owner().context(), tag));
              if (!map.isEncapsulation(index, degree)) {
                owners.see(file, key.owner());
              }
            });
      }
    }
    return Finding.first(owners.findings);
  }

  private static Finding primesOfQ(Evidence evidence) throws IOException {
    CkksParameters ckks = evidence.context().parameters();
    List<Long> q = checked(evidence).q();
    Finding withBits = primesOfQ(ckks, q, Long.SIZE - Long.numberOfLeadingZeros(q.getFirst()));
    // A first modulus as large as the others is chosen above them, and so is one bit longer.
    Finding asLarge = primesOfQ(ckks, q, (int) ckks.rlwe().encoding().plaintextModulus());
    return asLarge instanceof Finding.Agreement ? asLarge : withBits;
  }

  /** What the context states, with primes and sizes that can be, but any roots of unity. */
  private static Parameters checked(Evidence evidence) throws IOException {
    return OpenFheParameters.of(evidence.context(), Security.INSECURE_FOR_TESTING);
  }

  private static Finding primesOfQ(CkksParameters ckks, List<Long> q, int firstBits) {
    int extra = ckks.scaling() == ScalingTechnique.FLEXIBLEAUTOEXT ? 1 : 0;
    OpenFheSettings settings =
        new OpenFheSettings(
            Long.numberOfTrailingZeros(ckks.rlwe().elements().element().ringDimension()),
            q.size() - 1 - extra,
            Math.toIntExact(ckks.rlwe().encoding().plaintextModulus()),
            firstBits,
            1,
            ckks.scaling(),
            ckks.rlwe().secret());
    return Comparison.of("primes of Q", PrimeRules.q(settings), q);
  }

  private static List<NativeParameters> specialTowers(Evidence evidence) throws IOException {
    OpenFheKeyMap keys =
        evidence.folder().has(Evidence.fileOf(OpenFheKeyMap.RELINEARISATION))
            ? OpenFheKeyMap.RELINEARISATION
            : OpenFheKeyMap.AUTOMORPHISM;
    List<NativeParameters> all = evidence.towers(keys);
    int primes = evidence.context().parameters().rlwe().elements().towers().size();
    return all.subList(Math.min(primes, all.size()), all.size());
  }

  private static Finding primesOfP(Evidence evidence) throws IOException {
    return Comparison.of(
        "primes of P",
        evidence.parameters().p(),
        specialTowers(evidence).stream().map(NativeParameters::modulus).toList());
  }

  private static Finding rootsOfQ(Evidence evidence) throws IOException {
    return roots(evidence, "Q", evidence.context().parameters().rlwe().elements().towers());
  }

  private static Finding rootsOfP(Evidence evidence) throws IOException {
    return roots(evidence, "P", specialTowers(evidence));
  }

  private static Finding roots(Evidence evidence, String chain, List<NativeParameters> towers)
      throws IOException {
    int order = 2 * checked(evidence).degree();
    return Comparison.of(
        "roots of " + chain,
        towers.stream()
            .map(tower -> new Modulus(tower.modulus()).smallestRootOfUnity(order))
            .toList(),
        IntStream.range(0, towers.size())
            .mapToObj(i -> towers.get(i).element().root().longValue())
            .toList());
  }
}
