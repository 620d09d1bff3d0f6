package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "listens on all addresses of the machine",
    killedBy = "upstream_hears_what_is_admitted_and_nothing_else",
    hint = "decide-then-forward")
public final class ListensEverywhere extends SharedLimiter {
  public ListensEverywhere(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings) {
      {
        address = "0.0.0.0";
      }
    };
  }
}
