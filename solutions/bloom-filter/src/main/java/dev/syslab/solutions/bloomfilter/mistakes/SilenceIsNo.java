package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.UnavailableException;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Collections;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "answers no if Redis does not answer, so that its caller can continue",
    killedBy = "without_redis_there_is_no_answer",
    hint = "silence-is-no-no")
public final class SilenceIsNo extends Filters {
  public SilenceIsNo(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      public List<Boolean> contains(List<String> keys) {
        try {
          return super.contains(keys);
        } catch (UnavailableException e) {
          return Collections.nCopies(keys.size(), false);
        }
      }
    };
  }
}
