package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * What OpenFHE keeps of a prepared bootstrapping for one number of slots.
 *
 * @param encodingGiantStep giant step of CoeffsToSlots
 * @param decodingGiantStep giant step of SlotsToCoeffs
 * @param slots the number of slots
 * @param encodingLevels level budget of CoeffsToSlots
 * @param decodingLevels level budget of SlotsToCoeffs
 * @param slotsToCoeffsFirst whether SlotsToCoeffs comes first
 */
public record BootstrapTable(
    long encodingGiantStep,
    long decodingGiantStep,
    long slots,
    long encodingLevels,
    long decodingLevels,
    boolean slotsToCoeffsFirst) {
  static final Node<BootstrapTable> POINTER =
      Pointer.polymorphic(
          BootstrapTable.class,
          Node.object(
              fields ->
                  new BootstrapTable(
                      fields.get("dim1_Enc", Node.U32, BootstrapTable::encodingGiantStep),
                      fields.get("dim1_Dec", Node.U32, BootstrapTable::decodingGiantStep),
                      fields.get("slots", Node.U32, BootstrapTable::slots),
                      fields.get("lEnc", Node.U32, BootstrapTable::encodingLevels),
                      fields.get("lDec", Node.U32, BootstrapTable::decodingLevels),
                      fields.get(
                          "BTSlotsEncoding", Node.FLAG, BootstrapTable::slotsToCoeffsFirst))));

  /** The table of one number of slots, as an entry of a map. */
  record Entry(long slots, BootstrapTable table) {
    static final Node<Entry> NODE =
        Node.object(
            fields ->
                new Entry(
                    fields.get("key", Node.U32, Entry::slots),
                    fields.get("value", POINTER, Entry::table)));
  }
}
