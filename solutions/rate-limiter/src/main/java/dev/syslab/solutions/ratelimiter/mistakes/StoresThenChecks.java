package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "stores the document before validating it",
    killedBy = "a_bad_document_changes_nothing",
    hint = "check-before-you-store")
public final class StoresThenChecks extends SharedLimiter {
  public StoresThenChecks(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public void change(String document) {
        server.client().set("configuration", document);
        super.change(document);
      }
    };
  }
}
