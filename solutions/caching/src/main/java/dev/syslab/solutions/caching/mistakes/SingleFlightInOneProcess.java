package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

@Mistake(
    stage = 4,
    summary = "a lock in the process: one load per server, and a fleet has many servers",
    killedBy = "many_misses_at_once_cost_one_load",
    hint = "single-flight")
public final class SingleFlightInOneProcess extends NoSingleFlight {
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  public SingleFlightInOneProcess(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    ReentrantLock lock = locks.computeIfAbsent(id, absent -> new ReentrantLock());
    boolean locked = false;
    try {
      locked = lock.tryLock(LEASE.toMillis(), TimeUnit.MILLISECONDS);
      return super.find(id);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }
}
