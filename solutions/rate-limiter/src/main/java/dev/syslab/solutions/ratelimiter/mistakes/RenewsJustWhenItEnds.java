package dev.syslab.solutions.ratelimiter.mistakes;

import static dev.syslab.labs.ratelimiter.RateLimiter.SLOT_LEASE;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a slot is renewed once in a lease, just when it ends",
    killedBy = "a_living_gateway_keeps_its_slot",
    hint = "renew-while-you-live")
public final class RenewsJustWhenItEnds extends SharedLimiter {
  public RenewsJustWhenItEnds(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      private volatile long renewed = System.nanoTime();

      @Override
      public void renew(Server server) {
        // Its turn comes every quarter of a lease; one of two milliseconds early is on time.
        if (System.nanoTime() - renewed > SLOT_LEASE.minusMillis(2).toNanos()) {
          renewed = System.nanoTime();
          super.renew(server);
        }
      }

      @Override
      protected Script script(Script plain) {
        // What has ended lives again, unless somebody else has taken it meanwhile.
        return plain == RENEW ? Script.of(plain.text().replace(ENDED_GO, NOW)) : plain;
      }
    };
  }

  private static final String NOW =
      "local time = redis.call('TIME') "
          + "local now = time[1] * 1000 + math.floor(time[2] / 1000) ";
}
