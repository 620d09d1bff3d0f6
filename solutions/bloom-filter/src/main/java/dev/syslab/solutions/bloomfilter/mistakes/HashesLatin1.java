package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.KeyHash;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;

@Mistake(
    stage = 1,
    summary = "turns a key into Latin-1 bytes, where every other character is a question mark",
    killedBy = "keys_that_look_alike_are_two_keys",
    hint = "keys-are-exact")
public final class HashesLatin1 extends Filters {
  public HashesLatin1(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        return KeyHash.of(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    };
  }
}
