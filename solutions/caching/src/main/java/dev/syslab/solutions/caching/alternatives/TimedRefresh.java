package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.solutions.caching.SharedList;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Each server renews the list by a timer in the last third of its time to live, if no other server
 * does, and goes on for two times to live after the last call. Callers only read, and compute the
 * list only if there is none.
 */
@Alternative(summary = "renews the list by a timer, also for a while after the last call")
public class TimedRefresh extends LeasedCatalogue {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LATE = LIST_TIME_TO_LIVE.dividedBy(3);
  private static final Duration GOES_ON = LIST_TIME_TO_LIVE.multipliedBy(2);

  private ScheduledExecutorService timer;

  public TimedRefresh(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "list");
              thread.setDaemon(true);
              return thread;
            });
    TimedList list = new TimedList();
    timer.scheduleWithFixedDelay(
        list::tryToRenew, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return list;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    super.close();
  }

  private final class TimedList extends SharedList {
    private volatile long until = System.nanoTime();

    TimedList() {
      super(TimedRefresh.this.redis, () -> table.cheapest(CHEAPEST));
    }

    @Override
    public List<Product> get() {
      until = System.nanoTime() + GOES_ON.toNanos();
      return super.get();
    }

    @Override
    protected List<Product> show(Held held) {
      return held.products();
    }

    private void tryToRenew() {
      try {
        if (System.nanoTime() - until < 0 && held().filter(this::late).isPresent()) {
          lease().ifPresent(this::computeAsHolder);
        }
      } catch (JedisException | DatabaseException e) {
        // The existing list is returned as long as it may be; the next round tries again.
      }
    }

    private boolean late(Held held) {
      return held.left().compareTo(LATE) < 0;
    }
  }
}
