package dev.syslab.labs.caching;

import static dev.syslab.labs.caching.Catalogue.RECOVERY;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Redis;
import dev.syslab.kit.Timing;
import dev.syslab.kit.Wait;
import java.time.Duration;

/** What happens while Redis is silent. */
interface Silence {
  void run(Fault silence) throws Exception;

  /** Does something while Redis is silent; once more in another silence if it was too late. */
  static void during(Redis redis, Silence something) throws Exception {
    during(redis, () -> {}, something);
  }

  /**
   * The same.
   *
   * @param before what is done before each silence
   */
  static void during(Redis redis, Runnable before, Silence something) throws Exception {
    Timing.quickestOf(
        3,
        () -> {
          before.run();
          try (Fault silence = redis.pause()) {
            something.run(silence);
          }
        },
        () -> {
          awaitEnd(redis);
          // A server that has learnt that Redis is silent has forgotten it by then.
          Wait.pass(RECOVERY.plusSeconds(1));
        });
  }

  /** Waits until Redis answers again. */
  static void awaitEnd(Redis redis) {
    Wait.conclusively(
        "Redis to answer again", Duration.ofSeconds(9), () -> redis.answers(Duration.ofSeconds(1)));
  }
}
