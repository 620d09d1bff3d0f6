package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

@Mistake(
    stage = 4,
    summary = "writes bits as the digits 0 and 1: eight times as many bytes",
    killedBy = "a_saved_filter_is_as_small_as_its_bits",
    hint = "bits-as-bits")
public final class SavesDigits extends Filters {
  public SavesDigits(Environment env) {
    super(env);
  }

  @Override
  public byte[] save(String filter) {
    StringBuilder digits = new StringBuilder();
    for (byte one : super.save(filter)) {
      digits.append(Integer.toBinaryString(0x100 | one & 0xFF), 1, 9);
    }
    return digits.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void load(String filter, byte[] saved) {
    byte[] bytes =
        new BigInteger("1" + new String(saved, StandardCharsets.US_ASCII), 2).toByteArray();
    super.load(filter, Arrays.copyOfRange(bytes, 1, bytes.length));
  }
}
