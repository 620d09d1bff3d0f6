package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "reads a word, sets the bit and writes it back: bits that other threads set are lost",
    killedBy = "no_bit_is_lost_when_twelve_threads_add",
    hint = "no-lost-bit")
public final class SetsWithoutAtomicity extends Filters {
  public SetsWithoutAtomicity(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected boolean set(long position) {
        int word = (int) (position / Long.SIZE);
        long old = words.getPlain(word);
        words.setPlain(word, old | 1L << position);
        return (old & 1L << position) == 0;
      }
    };
  }
}
