package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

@Mistake(
    stage = 6,
    summary = "a slot's id is the gateway's and a number, which begins again after a restart",
    killedBy = "any_gateway_may_release_and_only_once",
    hint = "renew-what-is-there")
public final class NumbersItsSlots extends SharedLimiter {
  public NumbersItsSlots(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      private final AtomicLong last = new AtomicLong();

      @Override
      public Optional<String> acquire(Pair pair, int slots) {
        String number = Environment.ofProcess().id() + "-" + last.incrementAndGet();
        String id = number + "@" + pair.route().length() + "@" + pair.route() + pair.client();
        String lease = Long.toString(SLOT_LEASE.toMillis());
        if (!run(ACQUIRE, pair, id, Integer.toString(slots), lease)) {
          return Optional.empty();
        }
        held.add(id);
        return Optional.of(id);
      }
    };
  }
}
