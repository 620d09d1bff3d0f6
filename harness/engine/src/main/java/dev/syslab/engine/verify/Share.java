package dev.syslab.engine.verify;

import dev.syslab.engine.lab.LabManifest.MistakeEntry;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A share of the mistakes: each falls into one of some parts by its name, and it is one part's
 * turn. The turns of successive commits follow each other, so as many commits as there are parts
 * try them all, whatever is added meanwhile. The number of parts is a power of two: then a larger
 * share holds the smaller one of the same turn, and commits with different shares go on with the
 * same round.
 *
 * @param parts how many parts there are; a power of two
 * @param turn which part is tried, from 0
 */
public record Share(int parts, int turn) {
  /** Every mistake. */
  static final Share ALL = new Share(1, 0);

  public Share {
    if (Integer.bitCount(parts) != 1 || turn < 0 || turn >= parts) {
      throw new IllegalArgumentException(
          "parts must be a power of two, and turn from 0 to parts - 1; turn/parts was "
              + turn
              + "/"
              + parts);
    }
  }

  /**
   * The share of the commit with that number.
   *
   * @param largest at most one of that many parts; a power of two
   * @param mistakes how many there are
   * @param most how many may be tried, about
   */
  static Share of(long number, int largest, int mistakes, int most) {
    int parts = largest;
    while (mistakes / parts > most) {
      parts *= 2;
    }
    return new Share(parts, (int) Math.floorMod(number, (long) parts));
  }

  boolean holds(String lab, MistakeEntry mistake) {
    CRC32 sum = new CRC32();
    sum.update((lab + "/" + mistake.name()).getBytes(StandardCharsets.UTF_8));
    // The upper half: the lower one alone tells too few names apart.
    return (sum.getValue() >>> 16) % parts == turn;
  }

  /** As a person reads it. */
  String text() {
    return parts == 1 ? "all" : "part %d of %d".formatted(turn + 1, parts);
  }
}
