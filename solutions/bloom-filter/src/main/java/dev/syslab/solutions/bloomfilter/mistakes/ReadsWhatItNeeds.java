package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.ByteBuffer;
import java.util.Arrays;

@Mistake(
    stage = 4,
    summary = "reads as many bytes as it needs, and does not look whether there are more",
    killedBy = "bytes_of_another_length_or_origin_are_refused",
    hint = "checksum")
public final class ReadsWhatItNeeds extends Filters {
  public ReadsWhatItNeeds(Environment env) {
    super(env);
  }

  @Override
  public void load(String filter, byte[] saved) {
    int bits = saved.length < 30 ? 0 : (int) ByteBuffer.wrap(saved).getLong(22);
    int needed = 38 + bits / 8;
    boolean more = bits >= 0 && saved.length > needed;
    super.load(filter, more ? Arrays.copyOf(saved, needed) : saved);
  }
}
