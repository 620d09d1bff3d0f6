package dev.syslab.services.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Passwords of 128 bits in hexadecimal digits, which need no quoting in a URL, a configuration or a
 * statement.
 */
public final class Secrets {
  private static final int BYTES = 16;

  private Secrets() {}

  /** One that nobody can guess. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The password that belongs to a name: always the same for the same secret, so it need not be
   * stored. From the password, neither the secret nor another name's password can be derived.
   */
  public static String of(String secret, String name) {
    return sha256(secret + " " + name + " " + secret).substring(0, 2 * BYTES);
  }

  /** The SHA-256 of a text, in 64 hexadecimal digits. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
