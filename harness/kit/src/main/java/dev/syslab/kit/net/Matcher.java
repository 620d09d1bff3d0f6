package dev.syslab.kit.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a byte pattern in a stream that arrives in chunks, even across chunk boundaries. One
 * instance for each stream.
 */
final class Matcher {
  private final byte[] pattern;
  private byte[] carry = new byte[0];

  Matcher(String pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("the pattern must not be empty");
    }
    this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Takes the stream's next chunk.
   *
   * @return for each occurrence that ends in this chunk, how many of the chunk's bytes come before
   *     it; 0 if it began earlier
   */
  List<Integer> accept(byte[] chunk, int offset, int length) {
    byte[] text = Arrays.copyOf(carry, carry.length + length);
    System.arraycopy(chunk, offset, text, carry.length, length);
    List<Integer> found = new ArrayList<>();
    int at = 0;
    int searched = 0;
    while (at + pattern.length <= text.length) {
      if (Arrays.equals(text, at, at + pattern.length, pattern, 0, pattern.length)) {
        found.add(Math.max(0, at - carry.length));
        at += pattern.length;
        searched = at;
      } else {
        at++;
      }
    }
    // The bytes that are kept can still begin a match, and belong to no match that was found.
    int keep = Math.min(pattern.length - 1, text.length - searched);
    carry = Arrays.copyOfRange(text, text.length - keep, text.length);
    return found;
  }
}
