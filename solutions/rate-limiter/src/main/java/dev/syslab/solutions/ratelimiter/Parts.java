package dev.syslab.solutions.ratelimiter;

import dev.syslab.subject.Environment;

/** The parts of a gateway. A solution that does one thing differently replaces one part. */
public abstract class Parts {
  protected final Servers servers;
  protected final Settings settings;
  protected final Decisions decisions;
  protected final Counts counts;
  protected final Slots slots;

  protected Parts(Environment env) {
    this.servers = servers(env);
    this.settings = settings(servers.first());
    this.decisions = decisions();
    this.counts = counts();
    this.slots = slots();
  }

  protected Servers servers(Environment env) {
    return new Servers(env.redisServers());
  }

  protected Counts counts() {
    return new Counts(
        TakeScript.of(take(), fixedWindow(), slidingCounter(), slidingLog(), tokenBucket()));
  }

  protected String fixedWindow() {
    return LimitScripts.FIXED_WINDOW;
  }

  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER;
  }

  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG;
  }

  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET;
  }

  protected String take() {
    return TakeScript.TAKE;
  }

  protected Slots slots() {
    return new Slots(servers);
  }

  protected Settings settings(Server server) {
    return new Settings(server);
  }

  protected Decisions decisions() {
    return new Decisions();
  }
}
