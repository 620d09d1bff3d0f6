package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.IdGenerator;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;

@Mistake(
    stage = 3,
    summary = "12 bits of a sequence, and no look whether it is at their end",
    killedBy = "ids_rise_while_the_clock_stands_or_steps_back",
    hint = "compare-before-you-reset")
public final class SequenceRunsOver extends BucketedOrders {
  public SequenceRunsOver(Environment env) {
    super(env);
  }

  @Override
  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker, clock) {
      @Override
      protected void advance(long now) {
        sequence = now > last ? 0 : (sequence + 1) & 0xfff;
        last = Math.max(last, now);
      }
    };
  }
}
