package dev.syslab.labs.sharding;

/**
 * An order of rows. Rows that compare equal are sorted by ascending id, in either direction.
 *
 * @param emptyFirst whether orders without a coupon come before all others, in either direction, or
 *     after them; of no meaning for {@link By#CENTS}
 */
public record Sorting(By by, boolean descending, boolean emptyFirst) {

  /** By which column. */
  public enum By {
    CENTS,
    /** By code points, as {@code COLLATE "C"} does. */
    COUPON
  }
}
