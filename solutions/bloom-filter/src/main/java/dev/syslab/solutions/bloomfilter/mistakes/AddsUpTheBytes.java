package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.SavedForm;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.stream.IntStream;

@Mistake(
    stage = 4,
    summary = "the checksum is the sum of all bytes: two that were swapped go unnoticed",
    killedBy = "bytes_that_are_not_what_was_saved_are_refused",
    hint = "checksum")
public final class AddsUpTheBytes extends Filters {
  public AddsUpTheBytes(Environment env) {
    super(env);
  }

  {
    form =
        new SavedForm() {
          @Override
          protected int checksum(byte[] bytes, int end) {
            return IntStream.range(0, end).map(i -> bytes[i] & 0xFF).sum();
          }
        };
  }
}
