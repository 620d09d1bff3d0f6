package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

@Mistake(
    stage = 3,
    summary = "has one MessageDigest for all threads: while two use it, keys get other keys’ bits",
    killedBy = "long_keys_are_hashed_by_twelve_threads_at_once",
    hint = "no-shared-state")
public final class SharesItsHasher extends Filters {
  public SharesItsHasher(Environment env) {
    super(env);
  }

  private final MessageDigest digest = sha256();

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long hash(String key) {
        digest.reset();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong();
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
