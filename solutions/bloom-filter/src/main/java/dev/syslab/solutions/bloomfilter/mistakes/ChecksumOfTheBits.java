package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.SavedForm;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Arrays;

@Mistake(
    stage = 4,
    summary =
        "its checksum leaves the header out: a filter with another rate or fewer hashes is loaded",
    killedBy = "bytes_that_are_not_what_was_saved_are_refused",
    hint = "checksum")
public final class ChecksumOfTheBits extends Filters {
  public ChecksumOfTheBits(Environment env) {
    super(env);
  }

  {
    form =
        new SavedForm() {
          @Override
          protected int checksum(byte[] bytes, int end) {
            return super.checksum(Arrays.copyOfRange(bytes, HEADER, end), end - HEADER);
          }
        };
  }
}
