package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.solutions.ratelimiter.bench.Fleet.Limits;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import java.util.List;
import java.util.stream.IntStream;

/** The token bucket against Bucket4j's: a decision is final, and nothing is fetched in advance. */
final class TokenBucketBench implements Benchmark {
  private static final int MANY = 1_000;
  private static final int[] FLEETS = {1, 3};

  @Override
  public void run(BenchRun run) {
    for (int gateways : FLEETS) {
      List<Fleet> fleets = fleets(run, "bucket", Limits.AMPLE, gateways);
      for (int clients : new int[] {MANY, 1}) {
        new Load(clients, Limits.AMPLE).compare(run, "token bucket", Bucket4jGateway.NAME, fleets);
      }
    }
    for (int gateways : FLEETS) {
      new Load(1, Limits.SCARCE)
          .compare(
              run,
              "token bucket",
              Bucket4jGateway.NAME,
              fleets(run, "scarce", Limits.SCARCE, gateways));
    }
  }

  private static List<Fleet> fleets(BenchRun run, String route, long amount, int gateways) {
    List<Fleet> fleets = Fleet.of(run, route, gateways);
    List<Gateway> peers =
        IntStream.range(0, gateways)
            .<Gateway>mapToObj(i -> new Bucket4jGateway(run.peer(), amount, amount))
            .toList();
    fleets.add(new Fleet(Bucket4jGateway.NAME, peers));
    return fleets;
  }
}
