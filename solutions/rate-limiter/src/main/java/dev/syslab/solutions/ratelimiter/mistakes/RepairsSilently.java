package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "treats an amount below 1 as 1",
    killedBy = "a_bad_document_changes_nothing",
    hint = "check-before-you-store")
public final class RepairsSilently extends SharedLimiter {
  public RepairsSilently(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public void change(String document) {
        super.change(document.replaceAll("\"amount\": (0|-[0-9]+)", "\"amount\": 1"));
      }
    };
  }
}
