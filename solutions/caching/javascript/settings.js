// The contract's numbers, in milliseconds; see the constants of Catalogue.java.

/** How long a product stays in Redis, in the middle. */
export const TIME_TO_LIVE = 5 * 60_000;

/** Each time to live is drawn evenly from TIME_TO_LIVE ± this, anew for every load. */
export const JITTER = 30_000;

/** How long one caller may keep the right to load a product before another may take it over. */
export const LEASE = 2_000;

/** The longest time for which it stays in Redis that a product does not exist. */
export const ABSENT_TIME_TO_LIVE = 30_000;
