package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "takes a word and the bit in it from the same bits of the hash: most bits are never used",
    killedBy = "keys_that_have_much_in_common_are_told_apart",
    hint = "every-character-counts")
public final class WordAndBitFromTheSameBits extends Filters {
  public WordAndBitFromTheSameBits(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long position(long hash, int i) {
        long word = super.position(hash, i) / 64;
        return word * 64 + (word & 63);
      }
    };
  }
}
