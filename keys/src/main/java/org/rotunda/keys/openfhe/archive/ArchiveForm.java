package org.rotunda.keys.openfhe.archive;

/** The two forms of an archive. */
public enum ArchiveForm {
  /** cereal's portable binary archive, little endian. */
  BINARY,
  /** cereal's JSON archive. */
  JSON
}
