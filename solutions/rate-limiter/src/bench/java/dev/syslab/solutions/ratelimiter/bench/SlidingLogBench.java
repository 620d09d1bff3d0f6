package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.solutions.ratelimiter.bench.Fleet.Limits;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import java.util.List;
import java.util.stream.IntStream;

/** The sliding log against Redisson's limiter, which keeps one too. */
final class SlidingLogBench implements Benchmark {
  private static final int MANY = 1_000;

  @Override
  public void run(BenchRun run) {
    for (int gateways : new int[] {1, 3}) {
      List<Fleet> fleets = Fleet.of(run, "log", gateways);
      List<Gateway> peers =
          IntStream.range(0, gateways)
              .<Gateway>mapToObj(i -> new RedissonGateway(run.peer(), Limits.LOGGED))
              .toList();
      fleets.add(new Fleet(RedissonGateway.NAME, peers));
      for (int clients : new int[] {MANY, 1}) {
        new Load(clients, Limits.LOGGED).compare(run, "sliding log", RedissonGateway.NAME, fleets);
      }
    }
  }
}
