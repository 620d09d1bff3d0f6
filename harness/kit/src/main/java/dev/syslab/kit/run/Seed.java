package dev.syslab.kit.run;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * The source of a trial's random choices. The same seed gives each test the same choices, whichever
 * other tests run.
 */
public record Seed(String text) {
  // Without letters and digits that are easily confused.
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  private static final int LENGTH = 4;
  private static final SecureRandom SOURCE = new SecureRandom();

  /**
   * @throws IllegalArgumentException unless the text is 1 to 16 letters and digits
   */
  public Seed {
    if (!text.matches("[A-Za-z0-9]{1,16}")) {
      throw new IllegalArgumentException(
          "a seed is 1 to 16 letters and digits, was “" + text + "”");
    }
    text = text.toUpperCase(Locale.ROOT);
  }

  /** A new random seed. */
  public static Seed fresh() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(SOURCE.nextInt(ALPHABET.length())));
    }
    return new Seed(text.toString());
  }

  /** The random choices of one test. */
  public Random random(String test) {
    CRC32C checksum = new CRC32C();
    checksum.update((text + "/" + test).getBytes(StandardCharsets.UTF_8));
    return new Random(checksum.getValue());
  }

  @Override
  public String toString() {
    return text;
  }
}
