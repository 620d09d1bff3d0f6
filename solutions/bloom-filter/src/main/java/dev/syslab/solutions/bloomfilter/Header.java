package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Kind;
import dev.syslab.labs.bloomfilter.Spec;
import java.util.Locale;
import java.util.UUID;

/**
 * The content of the first bytes of a shared filter's string. Spec and bits are one value of one
 * key, so they come and go together: no process can find one without the other, or with another
 * filter's.
 *
 * @param generation never used before: a filter that was recreated has a different one
 * @param complete whether all keys that should be in the filter are in it; false while it is being
 *     rebuilt
 */
public record Header(Spec spec, Shape shape, String generation, boolean complete) {
  /** Its length in bytes, as text. */
  public static final int BYTES = 96;

  /** Where the filter's own bits begin. */
  static final long FIRST_BIT = BYTES * 8L;

  static Header of(Spec spec, Shape shape, boolean complete) {
    String generation = UUID.randomUUID().toString().substring(0, 18);
    return new Header(spec, shape, generation, complete);
  }

  Header whenComplete() {
    return new Header(spec, shape, generation, true);
  }

  String text() {
    String text =
        "%d %s %d %d %s %s"
            .formatted(
                spec.keys(), spec.rate(), shape.bits(), shape.hashes(), generation, complete);
    return String.format(Locale.ROOT, "%-" + BYTES + "s", text);
  }

  static Header parse(String text) {
    String[] parts = text.strip().split(" ");
    return new Header(
        new Spec(Kind.SHARED, Long.parseLong(parts[0]), Double.parseDouble(parts[1])),
        new Shape(Long.parseLong(parts[2]), Integer.parseInt(parts[3])),
        parts[4],
        Boolean.parseBoolean(parts[5]));
  }
}
