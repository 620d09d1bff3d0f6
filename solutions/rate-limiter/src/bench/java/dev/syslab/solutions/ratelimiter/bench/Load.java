package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Callers who ask as fast as they are answered.
 *
 * @param clients in whose names they ask, each as often; 1 is a hot key
 * @param amount what the limit gives each of them: at once, and again in each second
 */
record Load(int clients, long amount) {
  private static final int CALLERS = 8;
  private static final int CALLS = 400;

  /** Compares the fleets under this load. */
  void compare(BenchRun run, String what, String peer, List<Fleet> fleets) {
    Map<String, Round> rounds = new LinkedHashMap<>();
    for (Fleet fleet : fleets) {
      rounds.put(fleet.name(), figures -> measure(fleet, figures));
    }
    String denied = binds() ? ", most calls denied" : "";
    int gateways = fleets.get(0).gateways().size();
    run.compare(
        "%s%s, %d callers, %s, %s"
            .formatted(
                what,
                denied,
                CALLERS,
                clients == 1 ? "one hot key" : "%,d keys".formatted(clients),
                gateways == 1 ? "1 gateway" : gateways + " gateways"),
        peer,
        rounds);
  }

  /** Whether a client asks for more than it gets. */
  private boolean binds() {
    return CALLERS * CALLS / clients > 2 * amount;
  }

  private void measure(Fleet fleet, Figures figures) throws Exception {
    fleet.prepare();
    LongAdder admitted = new LongAdder();
    Callers.Times times =
        Callers.run(
            CALLERS,
            CALLS,
            caller -> {
              String client = "client-" + ThreadLocalRandom.current().nextInt(clients);
              if (fleet.of(caller).admits(client)) {
                admitted.increment();
              }
              return true;
            });
    figures.add("decisions a second", times.callsPerSecond());
    figures.add("median, ms", times.percentile(0.5));
    figures.add("p99, ms", times.percentile(0.99));
    if (binds()) {
      figures.add(
          "admitted, share of maximum", admitted.sum() / (amount + amount * times.seconds()));
    }
  }
}
