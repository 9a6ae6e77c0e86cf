import org.jspecify.annotations.NullMarked;

/**
 * Key generation, seeds and wire formats.
 *
 * <p>A package is exported as soon as it holds a public type.
 */
@NullMarked
module org.rotunda.keys {
  requires static org.jspecify;
  requires transitive org.rotunda.ckks;
  requires com.esotericsoftware.kryo;
  requires org.bouncycastle.provider;
}
