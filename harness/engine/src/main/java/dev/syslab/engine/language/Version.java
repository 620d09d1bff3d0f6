package dev.syslab.engine.language;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program's version: numbers, the most significant first; {@code 20} is {@code 20.0}. */
public record Version(List<Integer> numbers) implements Comparable<Version> {
  private static final Pattern FIRST = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

  /** The first version in what a program says of itself, such as {@code go version go1.22.1}. */
  static Optional<Version> in(String text) {
    Matcher first = FIRST.matcher(text);
    return first.find()
        ? Optional.of(
            new Version(Arrays.stream(first.group().split("\\.")).map(Integer::valueOf).toList()))
        : Optional.empty();
  }

  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int difference = Integer.compare(at(i), other.at(i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private int at(int place) {
    return place < numbers.size() ? numbers.get(place) : 0;
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
