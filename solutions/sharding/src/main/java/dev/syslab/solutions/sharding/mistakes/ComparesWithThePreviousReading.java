package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.IdGenerator;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;

@Mistake(
    stage = 3,
    summary = "holds each reading against the one before: many small steps back are never too far",
    killedBy = "a_clock_that_steps_back_too_far_is_refused",
    hint = "how-far-back")
public final class ComparesWithThePreviousReading extends BucketedOrders {
  public ComparesWithThePreviousReading(Environment env) {
    super(env);
  }

  @Override
  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker, clock) {
      private long previous = Long.MIN_VALUE;

      @Override
      protected void checkStep(long now) {
        if (previous != Long.MIN_VALUE && now < previous - 100) {
          throw new IllegalStateException("the clock went back");
        }
        previous = now;
      }
    };
  }
}
