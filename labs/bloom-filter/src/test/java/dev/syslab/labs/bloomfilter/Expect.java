package dev.syslab.labs.bloomfilter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What tests of every stage say. */
final class Expect {
  private static final int SHOWN = 10;
  private static final int LONG = 120;

  private Expect() {}

  static Spec plain(long keys, double rate) {
    return new Spec(Kind.PLAIN, keys, rate);
  }

  static Spec shared(long keys, double rate) {
    return new Spec(Kind.SHARED, keys, rate);
  }

  static Spec scalable(long keys, double rate) {
    return new Spec(Kind.SCALABLE, keys, rate);
  }

  static Spec counting(long keys, double rate) {
    return new Spec(Kind.COUNTING, keys, rate);
  }

  /** As the contract has it. */
  static double optimum(long keys, double rate) {
    return -keys * Math.log(rate) / (Math.log(2) * Math.log(2));
  }

  /** For calls that an attempt is made of. */
  static boolean created(BloomFilters filters, String filter, Spec spec) {
    filters.create(filter, spec);
    return true;
  }

  static boolean loaded(BloomFilters filters, String filter, byte[] saved) {
    filters.load(filter, saved);
    return true;
  }

  /** The keys that were answered with yes, for a message: the first of many, shortened. */
  static List<String> yes(List<String> keys, List<Boolean> answers) {
    return few(answered(true, keys, answers));
  }

  /** The keys that were answered with no, likewise. */
  static List<String> no(List<String> keys, List<Boolean> answers) {
    return few(answered(false, keys, answers));
  }

  private static List<String> few(List<String> keys) {
    List<String> few = new ArrayList<>(keys.stream().limit(SHOWN).map(Expect::shortened).toList());
    if (keys.size() > SHOWN) {
      few.add("… and %d more".formatted(keys.size() - SHOWN));
    }
    return few;
  }

  static List<String> answered(boolean how, List<String> keys, List<Boolean> answers) {
    if (answers.size() != keys.size()) {
      throw new AssertionError(
          answers.size() + " answers for " + keys.size() + " keys; there must be one for each");
    }
    return IntStream.range(0, keys.size())
        .filter(i -> answers.get(i) == how)
        .mapToObj(keys::get)
        .toList();
  }

  /** Where answers are not as expected: which key, and what was said. The first ten. */
  static List<String> wrong(List<String> keys, List<Boolean> answers, List<Boolean> expected) {
    if (answers.size() != keys.size()) {
      throw new AssertionError(
          answers.size() + " answers for " + keys.size() + " keys; there must be one for each");
    }
    return IntStream.range(0, keys.size())
        .filter(i -> !answers.get(i).equals(expected.get(i)))
        .limit(SHOWN)
        .mapToObj(i -> "%s for key %d, “%s”".formatted(answers.get(i), i, shortened(keys.get(i))))
        .toList();
  }

  private static String shortened(String key) {
    return key.length() <= LONG ? key : key.substring(0, LONG) + "…";
  }

  /** So many of the one, then so many of the other. */
  static List<Boolean> answers(int first, boolean one, int then, boolean other) {
    List<Boolean> answers = new ArrayList<>(Collections.nCopies(first, one));
    answers.addAll(Collections.nCopies(then, other));
    return answers;
  }
}
