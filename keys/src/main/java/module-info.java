import org.jspecify.annotations.NullMarked;

/**
 * Key generation, seeds and wire formats.
 *
 * <p>A machine that only computes on ciphertexts does without {@code generation} and {@code
 * secret}, the two packages that touch secret keys.
 */
@NullMarked
module org.rotunda.keys {
  requires static org.jspecify;
  requires transitive org.rotunda.ckks;
  requires com.esotericsoftware.kryo;
  requires org.bouncycastle.provider;
  requires tools.jackson.core;

  exports org.rotunda.keys.generation;
  exports org.rotunda.keys.material;
  exports org.rotunda.keys.openfhe;
  exports org.rotunda.keys.openfhe.archive;
  exports org.rotunda.keys.secret;
  exports org.rotunda.keys.seed;
  exports org.rotunda.keys.wire;
}
