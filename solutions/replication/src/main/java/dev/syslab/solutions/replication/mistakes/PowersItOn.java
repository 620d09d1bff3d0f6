package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "gives the old primary its power back: it starts as a primary, with rows of its own",
    killedBy = "an_old_primary_loses_what_only_it_had_and_follows",
    hint = "a-fresh-copy")
public final class PowersItOn extends LogPositions {
  public PowersItOn(Environment env) {
    super(env);
  }

  @Override
  public void rejoin(int server) {
    control.powerOn(server);
  }

  @Override
  public boolean rejoined(int server) {
    return reaches(server).join();
  }
}
