package dev.syslab.subject.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/**
 * The time of day on this subject's machine: the real one plus {@code CLOCK_OFFSET_MILLIS}. Calls
 * of a subject's own classes to the system clock are redirected here, because a server with a wrong
 * clock gets the wrong time from every call. Elapsed time ({@link System#nanoTime()}) is
 * unaffected.
 */
public final class Clocks {
  /** The variable with the clock's offset; in ms, may be negative. */
  public static final String OFFSET = "CLOCK_OFFSET_MILLIS";

  private static volatile Duration offset = parsed(System.getenv(OFFSET));

  private Clocks() {}

  static void set(String millis) {
    offset = parsed(millis);
  }

  private static Duration parsed(String millis) {
    return Duration.ofMillis(millis == null ? 0 : Long.parseLong(millis));
  }

  /** Stands in for {@link System#currentTimeMillis()}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + offset.toMillis();
  }

  /** Stands in for {@link Clock#systemUTC()}. */
  public static Clock systemUTC() {
    return Clock.offset(Clock.systemUTC(), offset);
  }

  /** Stands in for {@link Clock#systemDefaultZone()}. */
  public static Clock systemDefaultZone() {
    return Clock.offset(Clock.systemDefaultZone(), offset);
  }

  /** Stands in for {@link Instant#now()}. */
  public static Instant instant() {
    return Instant.now(systemUTC());
  }

  /** Stands in for {@link ZonedDateTime#now()}. */
  public static ZonedDateTime zonedDateTime() {
    return ZonedDateTime.now(systemDefaultZone());
  }

  /** Stands in for {@link OffsetDateTime#now()}. */
  public static OffsetDateTime offsetDateTime() {
    return OffsetDateTime.now(systemDefaultZone());
  }

  /** Stands in for {@link LocalDateTime#now()}. */
  public static LocalDateTime localDateTime() {
    return LocalDateTime.now(systemDefaultZone());
  }

  /** Stands in for {@link LocalDate#now()}. */
  public static LocalDate localDate() {
    return LocalDate.now(systemDefaultZone());
  }

  /** Stands in for {@link LocalTime#now()}. */
  public static LocalTime localTime() {
    return LocalTime.now(systemDefaultZone());
  }
}
