package dev.syslab.kit;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The length that a contract allows for a string, in the contract's unit, and its other conditions.
 */
public final class Length {
  private final int least;
  private final int most;
  private final ToIntFunction<String> unit;
  private final Predicate<String> allowed;

  private Length(int least, int most, ToIntFunction<String> unit, Predicate<String> allowed) {
    if (least < 0 || most < Math.max(1, least)) {
      throw new IllegalArgumentException(
          "need 0 <= least <= most and most >= 1; least was " + least + ", most was " + most);
    }
    this.least = least;
    this.most = most;
    this.unit = unit;
    this.allowed = allowed;
  }

  /** Counted as {@link String#length()} counts: UTF-16 code units, so an emoji is two. */
  public static Length chars(int least, int most) {
    return new Length(least, most, String::length, any -> true);
  }

  /** Counted in Unicode code points, so an emoji is one. */
  public static Length codePoints(int least, int most) {
    return new Length(least, most, text -> text.codePointCount(0, text.length()), any -> true);
  }

  /** Counted in bytes of UTF-8, so an emoji is four. */
  public static Length utf8Bytes(int least, int most) {
    return new Length(
        least, most, text -> text.getBytes(StandardCharsets.UTF_8).length, any -> true);
  }

  /** The same, without strings that contain one of these characters. */
  public Length without(String characters) {
    return matching(text -> text.chars().noneMatch(one -> characters.indexOf(one) >= 0));
  }

  /** The same, without control characters, which include tabs and line breaks. */
  public Length withoutControls() {
    return matching(text -> text.chars().noneMatch(Character::isISOControl));
  }

  /** The same, with an additional condition that every string must meet. */
  public Length matching(Predicate<String> condition) {
    return new Length(least, most, unit, allowed.and(condition));
  }

  boolean allows(String text) {
    int length = unit.applyAsInt(text);
    return length >= least && length <= most && allowed.test(text);
  }

  /** The text, padded before its end with as many of these characters as fit. */
  String filled(String start, char with, String end) {
    int room = most - unit.applyAsInt(start + end);
    int each = unit.applyAsInt(String.valueOf(with));
    return start + String.valueOf(with).repeat(Math.max(0, room / each)) + end;
  }

  int most() {
    return most;
  }
}
