package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import org.rotunda.keys.seed.KeySetId;

/** The name of a key set: its 16 bytes. */
final class KeySetIdSerializer extends ImmutableSerializer<KeySetId> {
  @Override
  public void write(Kryo kryo, Output output, KeySetId id) {
    output.writeBytes(id.bytes());
  }

  @Override
  public KeySetId read(Kryo kryo, Input input, Class<? extends KeySetId> type) {
    return KeySetId.of(input.readBytes(KeySetId.BYTES));
  }
}
