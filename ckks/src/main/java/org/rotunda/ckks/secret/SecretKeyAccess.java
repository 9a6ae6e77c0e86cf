package org.rotunda.ckks.secret;

/**
 * Permission to read secret key material. Every method that reads it takes this token, so that a
 * search for the class name finds every place that can leak a key; the server's jar does not
 * contain it.
 */
public final class SecretKeyAccess {
  private static final SecretKeyAccess TOKEN = new SecretKeyAccess();

  private SecretKeyAccess() {}

  /** The token, for code that runs on the key owner's machine. */
  public static SecretKeyAccess onKeyOwnersMachine() {
    return TOKEN;
  }
}
