package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import org.rotunda.keys.seed.KeySeed;

/** A seed: its 32 bytes. */
final class KeySeedSerializer extends ImmutableSerializer<KeySeed> {
  @Override
  public void write(Kryo kryo, Output output, KeySeed seed) {
    output.writeBytes(seed.bytes());
  }

  @Override
  public KeySeed read(Kryo kryo, Input input, Class<? extends KeySeed> type) {
    return KeySeed.of(input.readBytes(KeySeed.BYTES));
  }
}
