package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.BadConfigurationException;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "does not validate the limits of clients that have their own",
    killedBy = "a_bad_document_changes_nothing",
    hint = "check-before-you-store")
public final class AcceptsBadClients extends SharedLimiter {
  public AcceptsBadClients(Environment env) {
    super(env);
  }

  @Override
  public void configure(String document) {
    try {
      super.configure(document);
    } catch (BadConfigurationException e) {
      if (!e.getMessage().contains("/clients/")) {
        throw e;
      }
    }
  }
}
