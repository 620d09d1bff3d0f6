package dev.syslab.services.postgresql;

import dev.syslab.services.base.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One login by SCRAM-SHA-256, without channel binding (RFC 5802 and 7677): neither side sends the
 * password, and each proves that it knows it.
 *
 * <p>The password must be ASCII, as those of {@link Secrets} are: nothing is normalized.
 */
final class Scram {
  private static final int BITS = 256;

  /** Who neither sends nor expects a channel's binding, in Base64: {@code n,,}. */
  private static final String NO_BINDING = "biws";

  /** Deriving a key is meant to take long. By password, salt and iterations. */
  private static final Map<String, byte[]> KEYS = new ConcurrentHashMap<>();

  private final String password;
  private final String nonce = Secrets.random();
  private String exchanged;
  private byte[] salted;

  Scram(String password) {
    this.password = password;
  }

  /** What the client says first. PostgreSQL takes the user's name from elsewhere. */
  String first() {
    return "n,," + bare();
  }

  private String bare() {
    return "n=,r=" + nonce;
  }

  /**
   * The proof that follows the server's challenge.
   *
   * @throws IOException if that is none
   */
  String answer(String challenge) throws IOException {
    Map<String, String> fields = fields(challenge);
    String both = fields.getOrDefault("r", "");
    if (!both.startsWith(nonce) || !fields.containsKey("s") || !fields.containsKey("i")) {
      throw new IOException("not a SCRAM challenge: " + challenge);
    }
    String withoutProof = "c=" + NO_BINDING + ",r=" + both;
    exchanged = bare() + "," + challenge + "," + withoutProof;
    salted = salted(fields.get("s"), Integer.parseInt(fields.get("i")));
    byte[] clientKey = hmac(salted, "Client Key");
    byte[] signature = hmac(sha256(clientKey), exchanged);
    byte[] proof = new byte[clientKey.length];
    for (int i = 0; i < proof.length; i++) {
      proof[i] = (byte) (clientKey[i] ^ signature[i]);
    }
    return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
  }

  /**
   * Looks at the server's own proof.
   *
   * @throws IOException if it does not know the password
   */
  void check(String last) throws IOException {
    byte[] seen = Base64.getDecoder().decode(fields(last).getOrDefault("v", ""));
    if (!Arrays.equals(seen, hmac(hmac(salted, "Server Key"), exchanged))) {
      throw new IOException("the server does not know the password");
    }
  }

  private static Map<String, String> fields(String message) {
    Map<String, String> fields = new HashMap<>();
    for (String field : message.split(",")) {
      fields.put(field.substring(0, Math.min(1, field.length())), field.replaceFirst("^.=", ""));
    }
    return fields;
  }

  private byte[] salted(String salt, int iterations) {
    return KEYS.computeIfAbsent(
        password + " " + salt + " " + iterations,
        absent -> {
          try {
            var key =
                new PBEKeySpec(
                    password.toCharArray(), Base64.getDecoder().decode(salt), iterations, BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(key)
                .getEncoded();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
