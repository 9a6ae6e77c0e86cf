package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/**
 * Metadata to bytes and back by Kryo. The type that is read is always the caller's choice; the only
 * serialisers are those registered here, and each checks every count against the bytes that are
 * left.
 */
final class MetadataCodec {
  static final int MAX_BYTES = 1 << 20;
  private static final int FIRST_BYTES = 1 << 10;

  private MetadataCodec() {}

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.register(KeySetId.class, new KeySetIdSerializer());
    kryo.register(KeySeed.class, new KeySeedSerializer());
    kryo.register(PolynomialShape.class, new PolynomialShapeSerializer());
    kryo.register(ParametersMetadata.class, new ParametersSerializer());
    kryo.register(PublicKeyMetadata.class, new PublicKeySerializer());
    kryo.register(SecretKeyMetadata.class, new SecretKeySerializer());
    kryo.register(PlaintextsMetadata.class, new PlaintextsSerializer());
    kryo.register(CiphertextsMetadata.class, new CiphertextsSerializer());
    return kryo;
  }

  static byte[] encode(WireMetadata metadata) {
    try (Output output = new Output(FIRST_BYTES, MAX_BYTES)) {
      kryo().writeObject(output, metadata);
      return output.toBytes();
    } catch (KryoException e) {
      throw new IllegalArgumentException(
          "The metadata of one object has at most %d bytes; split the object.".formatted(MAX_BYTES),
          e);
    }
  }

  static <T extends WireMetadata> T decode(Class<T> type, byte[] bytes) {
    try (Input input = new Input(bytes)) {
      T metadata = kryo().readObject(input, type);
      if (BoundedInput.remaining(input) != 0) {
        throw new MalformedMetadataException(
            "%d bytes follow the end of the metadata.".formatted(BoundedInput.remaining(input)));
      }
      return metadata;
    } catch (KryoException e) {
      throw new MalformedMetadataException("The metadata ends before it should.");
    }
  }
}
