package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.ring.Rounding;

/**
 * Parameters: log2 N, the primes of Q and of P (a 32-bit count, then 64 bits each), digit size,
 * log2 of the scale, the weight of the secret or 0 for a uniform ternary one, the code of the
 * rounding.
 */
final class ParametersSerializer extends ImmutableSerializer<ParametersMetadata> {
  private static final int UNIFORM_TERNARY = 0;
  private static final int CENTERED = 1;
  private static final int OPENFHE = 2;

  @Override
  public void write(Kryo kryo, Output output, ParametersMetadata parameters) {
    output.writeInt(parameters.logDegree());
    writePrimes(output, parameters.q());
    writePrimes(output, parameters.p());
    output.writeInt(parameters.digitSize());
    output.writeInt(parameters.logScale());
    output.writeInt(
        switch (parameters.secret()) {
          case SecretDistribution.UniformTernary _ -> UNIFORM_TERNARY;
          case SecretDistribution.FixedWeight(int weight) -> weight;
        });
    output.writeInt(
        switch (parameters.rounding()) {
          case CENTERED -> CENTERED;
          case OPENFHE -> OPENFHE;
        });
  }

  private static void writePrimes(Output output, List<Long> primes) {
    output.writeInt(primes.size());
    primes.forEach(output::writeLong);
  }

  @Override
  public ParametersMetadata read(Kryo kryo, Input input, Class<? extends ParametersMetadata> type) {
    int logDegree = input.readInt();
    List<Long> q = readPrimes(input);
    List<Long> p = readPrimes(input);
    int digitSize = input.readInt();
    int logScale = input.readInt();
    SecretDistribution secret = secret(input.readInt());
    return new ParametersMetadata(
        logDegree, q, p, digitSize, logScale, secret, rounding(input.readInt()));
  }

  private static List<Long> readPrimes(Input input) {
    int count = BoundedInput.count(input, "primes", Long.BYTES);
    List<Long> primes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      primes.add(input.readLong());
    }
    return primes;
  }

  private static SecretDistribution secret(int weight) {
    if (weight < 0) {
      throw new MalformedMetadataException(
          "The weight of a secret is positive, but %d is stated.".formatted(weight));
    }
    return weight == UNIFORM_TERNARY
        ? new SecretDistribution.UniformTernary()
        : new SecretDistribution.FixedWeight(weight);
  }

  private static Rounding rounding(int code) {
    return switch (code) {
      case CENTERED -> Rounding.CENTERED;
      case OPENFHE -> Rounding.OPENFHE;
      default -> throw new MalformedMetadataException("There is no rounding %d.".formatted(code));
    };
  }
}
