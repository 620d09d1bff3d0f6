package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.labs.ratelimiter.RateLimiter;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Contender;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateways of one contender.
 *
 * @param name the contender's
 */
record Fleet(String name, List<Gateway> gateways) {
  private static final String ROUTES =
      """
      {"routes": {
        "bucket": {"limits": [
          {"name": "a", "algorithm": "TOKEN_BUCKET", "amount": %1$d, "periodSeconds": 1, "burst": %1$d}]},
        "scarce": {"limits": [
          {"name": "a", "algorithm": "TOKEN_BUCKET", "amount": %2$d, "periodSeconds": 1, "burst": %2$d}]},
        "log": {"limits": [
          {"name": "a", "algorithm": "SLIDING_LOG", "amount": %3$d, "periodSeconds": 1}]}}}
      """
          .formatted(Limits.AMPLE, Limits.SCARCE, Limits.LOGGED);

  /** What is compared: units a second, of one client. */
  static final class Limits {
    /** More than any of them decides in a second. */
    static final long AMPLE = 1_000_000;

    /** Less than any of them decides in a second. */
    static final long SCARCE = 500;

    /** The most that a log may have. */
    static final long LOGGED = 10_000;

    private Limits() {}
  }

  /** The learner's and the reference's, each that many, deciding by this route. */
  static List<Fleet> of(BenchRun run, String route, int gateways) {
    List<Fleet> fleets = new ArrayList<>();
    for (Contender<RateLimiter> one : run.contenders(RateLimiter.class)) {
      List<Gateway> members = new ArrayList<>();
      for (int i = 0; i < gateways; i++) {
        members.add(gateway(i == 0 ? one.contract() : one.another().get(), route));
      }
      fleets.add(new Fleet(one.name(), members));
    }
    return fleets;
  }

  private static Gateway gateway(RateLimiter limiter, String route) {
    return new Gateway() {
      private boolean configured;

      @Override
      public synchronized void prepare() {
        if (!configured) {
          limiter.configure(ROUTES);
          configured = true;
        }
      }

      @Override
      public boolean admits(String client) {
        return limiter.decide(route, client, 1).allowed();
      }
    };
  }

  /** Done before a round is timed. */
  void prepare() {
    gateways.forEach(Gateway::prepare);
  }

  /** The gateway that this caller asks. */
  Gateway of(int caller) {
    return gateways.get(caller % gateways.size());
  }
}
