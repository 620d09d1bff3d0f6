package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 5,
    summary = "has eight connections, and five seconds for an answer: callers wait for each other",
    killedBy = "without_redis_there_is_no_answer",
    hint = "silence-is-no-no")
public final class WaitsInLine extends Filters {
  public WaitsInLine(Environment env) {
    super(env);
  }

  @Override
  protected RedisServer redis(Environment env) {
    return new Patient(env);
  }

  private static final class Patient extends RedisServer {
    Patient(Environment env) {
      super(env.redis(), 8, Duration.ofSeconds(5));
    }
  }
}
