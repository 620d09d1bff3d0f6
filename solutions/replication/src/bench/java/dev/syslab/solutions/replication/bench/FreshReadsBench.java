package dev.syslab.solutions.replication.bench;

import dev.syslab.labs.replication.ReplicatedDatabase;
import dev.syslab.subject.Environment;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Callers;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Needs;
import dev.syslab.subject.bench.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a client sees of her own writes while replicas are 200 ms behind. Each of 200 clients acts
 * some four times a second, and reads nine times of ten; she reads only what she alone writes.
 */
@Needs(replicas = 2)
final class FreshReadsBench implements Benchmark {
  /** A round takes some 5 s; on a busy machine, ShardingSphere's first one takes much longer. */
  private static final BenchRun.Pace PACE = new BenchRun.Pace(2, 5, Duration.ofMinutes(1));

  private static final int CALLERS = 8;
  private static final int CLIENTS = 25;
  private static final int CALLS = 300;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration DELAY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final Map<String, List<List<Client>>> clients = new HashMap<>();

  @Override
  public void run(BenchRun run) throws Exception {
    List<Accounts> all = new ArrayList<>();
    for (Contender<ReplicatedDatabase> contender : run.contenders(ReplicatedDatabase.class)) {
      ReplicatedDatabase database = contender.contract();
      prepare(all, contender.environment(), contender.name(), database, Duration.ZERO);
      prepare(all, contender.environment(), contender.name() + ", waits", database, PATIENCE);
    }
    Environment peer = run.peer();
    for (String name : List.of(SphereAccounts.NAME, DriverAccounts.NAME)) {
      clients.put(name, Delayed.clients(peer, "c" + clients.size(), CALLERS, CLIENTS));
    }
    all.add(new SphereAccounts(peer));
    all.add(new DriverAccounts(peer));
    Map<String, Round> rounds = new LinkedHashMap<>();
    all.forEach(one -> rounds.put(one.name(), figures -> measure(one, figures)));
    try (Delayed delayed = new Delayed(peer, DELAY)) {
      run.compare(
          "90 reads to 10 writes, replicas %d ms behind, %d callers, patience 0 or %d ms"
              .formatted(DELAY.toMillis(), CALLERS, PATIENCE.toMillis()),
          SphereAccounts.NAME,
          rounds,
          PACE);
    }
    all.forEach(Accounts::close);
  }

  private void prepare(
      List<Accounts> all,
      Environment env,
      String name,
      ReplicatedDatabase database,
      Duration patience)
      throws Exception {
    clients.put(name, Delayed.clients(env, "c" + clients.size(), CALLERS, CLIENTS));
    all.add(new ContractAccounts(name, database, patience));
  }

  private void measure(Accounts accounts, Figures figures) throws Exception {
    Tally tally = new Tally();
    List<List<Client>> mine = clients.get(accounts.name());
    Callers.Times times =
        Callers.run(
            CALLERS,
            CALLS,
            caller -> {
              act(accounts, mine.get(caller), tally);
              // A client thinks; the time of a call is taken without that.
              TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
              return false;
            });
    tally.record(figures, times);
  }

  private static void act(Accounts accounts, List<Client> mine, Tally tally) throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Client client = mine.get(random.nextInt(mine.size()));
    if (random.nextInt(10) == 0) {
      accounts.set(client, client.written + 1);
      client.written++;
      return;
    }
    long began = System.nanoTime();
    Accounts.Seen seen = accounts.cents(client);
    tally.read(System.nanoTime() - began, seen.byReplica(), seen.cents() < client.written);
  }
}
