package dev.syslab.labs.sharding;

/**
 * A sort order. Rows that compare equal are sorted by ascending id, in either direction.
 *
 * @param emptyFirst whether orders without a coupon come before all others, in either direction, or
 *     after them; ignored for {@link By#CENTS}
 */
public record Sorting(By by, boolean descending, boolean emptyFirst) {

  /** The column to sort by. */
  public enum By {
    CENTS,
    /** By code points, as {@code COLLATE "C"} does. */
    COUPON
  }
}
