package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/** A public key's metadata: key set, seed. */
final class PublicKeySerializer extends ImmutableSerializer<PublicKeyMetadata> {
  @Override
  public void write(Kryo kryo, Output output, PublicKeyMetadata metadata) {
    kryo.writeObject(output, metadata.keySet());
    kryo.writeObject(output, metadata.seed());
  }

  @Override
  public PublicKeyMetadata read(Kryo kryo, Input input, Class<? extends PublicKeyMetadata> type) {
    KeySetId keySet = kryo.readObject(input, KeySetId.class);
    return new PublicKeyMetadata(keySet, kryo.readObject(input, KeySeed.class));
  }
}
