package dev.syslab.engine.calc;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The share of time in which a system works, computed from its components, which are taken to fail
 * independently of each other. Components in sequence all have to work, so their availabilities are
 * multiplied; of components in parallel one is enough, so their unavailabilities are.
 *
 * @param down the share of time in which it does not work, 0 to 1
 */
public record Availability(BigDecimal down) {
  private static final MathContext PRECISE = new MathContext(34);
  private static final MathContext SHOWN = new MathContext(3);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** A period over which downtime is stated. The Gregorian year has 365.2425 days on average. */
  public enum Period {
    YEAR(31_556_952),
    MONTH(31_556_952 / 12),
    WEEK(7 * 86_400),
    DAY(86_400);

    private final BigDecimal seconds;

    Period(long seconds) {
      this.seconds = BigDecimal.valueOf(seconds);
    }
  }

  /**
   * Reads a component: per cent, as {@code 99.9}, or {@code sequence(…)} or {@code parallel(…)} of
   * components that are separated by commas, to any depth.
   *
   * @throws LabException if it is not of that form, or a number is not between 0 and 100; says
   *     where
   */
  public static Availability of(String expression) {
    return new Parser(expression).whole();
  }

  static Availability percent(BigDecimal percent) {
    return new Availability(
        BigDecimal.ONE.subtract(percent.divide(HUNDRED, PRECISE)).stripTrailingZeros());
  }

  static Availability sequence(List<Availability> components) {
    BigDecimal up = BigDecimal.ONE;
    for (Availability component : components) {
      up = up.multiply(BigDecimal.ONE.subtract(component.down), PRECISE);
    }
    return new Availability(BigDecimal.ONE.subtract(up));
  }

  static Availability parallel(List<Availability> components) {
    BigDecimal down = BigDecimal.ONE;
    for (Availability component : components) {
      down = down.multiply(component.down, PRECISE);
    }
    return new Availability(down);
  }

  /** In per cent, with three digits of what is missing to 100. */
  public String shown() {
    BigDecimal missing = down.multiply(HUNDRED).round(SHOWN);
    BigDecimal percent = HUNDRED.subtract(missing).stripTrailingZeros();
    return percent.setScale(Math.max(0, percent.scale())).toPlainString() + " %";
  }

  /** How long it is down in that period on average, exact to a nanosecond. */
  public Duration downtime(Period period) {
    BigDecimal nanos = down.multiply(period.seconds).movePointRight(9);
    return Duration.ofNanos(nanos.add(new BigDecimal("0.5")).toBigInteger().longValueExact());
  }

  /** A duration for people: {@code 8 h 45 min 57 s}; below a minute, with three digits. */
  public static String shown(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).round(SHOWN);
      return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + " s";
    }
    Duration whole = Duration.ofSeconds(duration.plusMillis(500).toSeconds());
    StringJoiner parts = new StringJoiner(" ");
    if (whole.toDays() > 0) {
      parts.add(String.format(Locale.ROOT, "%d d", whole.toDays()));
    }
    if (whole.toHours() > 0) {
      parts.add(whole.toHoursPart() + " h");
    }
    return parts.add(whole.toMinutesPart() + " min").add(whole.toSecondsPart() + " s").toString();
  }

  /** By recursive descent. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Availability whole() {
      Availability result = component();
      if (!rest().isEmpty()) {
        throw wrong("nothing more");
      }
      return result;
    }

    private Availability component() {
      if (accept("sequence(")) {
        return sequence(components());
      }
      if (accept("parallel(")) {
        return parallel(components());
      }
      int from = at;
      while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      try {
        BigDecimal percent = new BigDecimal(text.substring(from, at));
        if (percent.compareTo(HUNDRED) <= 0) {
          return percent(percent);
        }
      } catch (NumberFormatException e) {
        // Said below, with the place.
      }
      at = from;
      throw wrong("a percentage from 0 to 100, sequence(…) or parallel(…)");
    }

    private List<Availability> components() {
      List<Availability> components = new ArrayList<>();
      do {
        rest();
        components.add(component());
      } while (accept(","));
      if (!accept(")")) {
        throw wrong("“,” or “)”");
      }
      return components;
    }

    private boolean accept(String word) {
      if (!rest().startsWith(word)) {
        return false;
      }
      at += word.length();
      return true;
    }

    /** What is left, without the spaces before it. */
    private String rest() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return text.substring(at);
    }

    private LabException wrong(String expected) {
      String rest = rest();
      return new LabException(
          Kind.USAGE,
          "expected %s, but found %s"
              .formatted(
                  expected, rest.isEmpty() ? "the end of “" + text + "”" : "“" + rest + "”"));
    }
  }
}
