package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.BadConfigurationException;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "the error does not say where the document is wrong",
    killedBy = "a_bad_document_changes_nothing",
    hint = "check-before-you-store")
public final class SaysOnlyThatItIsBad extends SharedLimiter {
  public SaysOnlyThatItIsBad(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public void change(String document) {
        try {
          super.change(document);
        } catch (BadConfigurationException e) {
          throw new BadConfigurationException("bad configuration");
        }
      }
    };
  }
}
