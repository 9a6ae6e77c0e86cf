package org.rotunda.keys.openfhe;

import java.util.Optional;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * What of OpenFHE is switched on in a context.
 *
 * @param bootstrapping present when bootstrapping is enabled
 * @param features its feature bits
 */
public record Scheme(Optional<Bootstrapping> bootstrapping, long features) {
  /** Switching to another scheme, which is not understood. */
  private record Switching() {
    static final Node<Optional<Switching>> POINTER =
        Pointer.nullable(
            "no scheme switching", Switching.class, Node.object(fields -> new Switching()));
  }

  private static final Node<Scheme> BASE =
      Node.object(
          "SchemeBase",
          0,
          fields -> {
            Optional<Bootstrapping> bootstrapping =
                fields.get("fhe", Bootstrapping.POINTER, Scheme::bootstrapping);
            fields.get("schswitch", Switching.POINTER, own -> Optional.empty());
            return new Scheme(bootstrapping, fields.get("enabled", Node.U32, Scheme::features));
          });

  private static final Node<Scheme> RNS =
      Node.object("SchemeRNS", 0, fields -> fields.get("value0", BASE, own -> own));

  static final Node<Scheme> POINTER =
      Pointer.polymorphic(
          "lbcrypto::SchemeCKKSRNS",
          Scheme.class,
          Node.object("SchemeCKKSRNS", 0, fields -> fields.get("value0", RNS, own -> own)));
}
