package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.IdGenerator;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;

@Mistake(
    stage = 3,
    summary = "any different millisecond restarts the sequence, even an earlier one: ids repeat",
    killedBy = "ids_rise_while_the_clock_stands_or_steps_back",
    hint = "compare-before-you-reset")
public final class ResetsBeforeItCompares extends BucketedOrders {
  public ResetsBeforeItCompares(Environment env) {
    super(env);
  }

  @Override
  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker, clock) {
      @Override
      protected void advance(long now) {
        sequence = now == last ? sequence + 1 : 0;
        last = now;
      }
    };
  }
}
