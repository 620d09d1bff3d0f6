package dev.syslab.solutions.bloomfilter;

/**
 * The numbers of a filter.
 *
 * @param bits m
 * @param hashes k: how many of them a key sets
 */
public record Shape(long bits, int hashes) {
  private static final double LN2 = Math.log(2);

  /**
   * m = n log2(1/p) / ln 2 and k = log2(1/p): with these, half of the bits are set at n keys [1].
   */
  public static Shape of(long keys, double rate) {
    double perKey = -Math.log(rate) / (LN2 * LN2);
    long words = Math.max(MINIMUM_WORDS, (long) Math.ceil(keys * perKey / Long.SIZE));
    return new Shape(words * Long.SIZE, Math.max(1, (int) Math.round(perKey * LN2)));
  }

  /**
   * The formula assumes a large m. In a filter of a few dozen bits, the number that are set varies
   * so much from one filter to the next that the mean rate is well above the rate at the mean [2].
   */
  private static final int MINIMUM_WORDS = 8;

  /** How many longs hold the bits. */
  int words() {
    return (int) ((bits + Long.SIZE - 1) / Long.SIZE);
  }

  /** The fewest bits with which a filter of this kind can keep the rate. */
  static double optimum(long keys, double rate) {
    return -keys * Math.log(rate) / (LN2 * LN2);
  }
}
