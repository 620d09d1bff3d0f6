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
    summary = "renews a slot once per lease, just when it expires",
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
        // The task runs every quarter of a lease; up to two milliseconds early counts as on time.
        if (System.nanoTime() - renewed > SLOT_LEASE.minusMillis(2).toNanos()) {
          renewed = System.nanoTime();
          super.renew(server);
        }
      }

      @Override
      protected Script script(Script plain) {
        // Revives an expired slot, unless another holder has taken it in the meantime.
        return plain == RENEW ? Script.of(plain.text().replace(ENDED_GO, NOW)) : plain;
      }
    };
  }

  private static final String NOW =
      "local time = redis.call('TIME') "
          + "local now = time[1] * 1000 + math.floor(time[2] / 1000) ";
}
