package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import org.rotunda.keys.seed.KeySetId;

/**
 * A secret key's metadata: key set, memory, passes and lanes of Argon2id (32 bits each), salt,
 * nonce.
 */
final class SecretKeySerializer extends ImmutableSerializer<SecretKeyMetadata> {
  @Override
  public void write(Kryo kryo, Output output, SecretKeyMetadata metadata) {
    kryo.writeObject(output, metadata.keySet());
    output.writeInt(metadata.cost().memoryKib());
    output.writeInt(metadata.cost().passes());
    output.writeInt(metadata.cost().lanes());
    output.writeBytes(metadata.salt());
    output.writeBytes(metadata.nonce());
  }

  @Override
  public SecretKeyMetadata read(Kryo kryo, Input input, Class<? extends SecretKeyMetadata> type) {
    KeySetId keySet = kryo.readObject(input, KeySetId.class);
    Argon2Cost cost = cost(input.readInt(), input.readInt(), input.readInt());
    byte[] salt = input.readBytes(SecretKeyMetadata.SALT_BYTES);
    return new SecretKeyMetadata(
        keySet, cost, salt, input.readBytes(SecretKeyMetadata.NONCE_BYTES));
  }

  private static Argon2Cost cost(int memoryKib, int passes, int lanes) {
    if (!Argon2Cost.isAllowed(memoryKib, passes, lanes)) {
      throw new MalformedMetadataException(
          "Argon2id at %d KiB, %d passes and %d lanes is outside what is accepted, up to 1 GiB, 16 passes and 16 lanes."
              .formatted(memoryKib, passes, lanes));
    }
    return new Argon2Cost(memoryKib, passes, lanes);
  }
}
