package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.security.SecureRandom;

@Mistake(
    stage = 5,
    summary =
        "salts its hash with a random number per process: no other process finds what it added",
    killedBy = "every_process_sees_what_another_added",
    hint = "bits-in-redis")
public final class SaltsItsHash extends Filters {
  public SaltsItsHash(Environment env) {
    super(env);
  }

  private final long salt = new SecureRandom().nextLong();

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      protected long hash(String key) {
        return super.hash(key) ^ salt;
      }
    };
  }
}
