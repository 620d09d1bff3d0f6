package dev.syslab.solutions.sharding.bench;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.syslab.labs.sharding.Node;
import dev.syslab.labs.sharding.ShardedOrders;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Look-ups on a ring beside Guava's jump hashing. Both answer the same name for a key, and move
 * only the keys of a node that is added. Guava's nodes are numbered, and only the last one can go;
 * it needs no memory for that, where a ring of n nodes takes 10 bytes for each point.
 */
final class RingBench implements Benchmark {
  private static final String PEER = "Guava consistentHash";
  private static final HashFunction MURMUR = Hashing.murmur3_128();
  private static final long LEAST_NANOS = 100_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> KEYS =
      IntStream.range(0, 40_000).mapToObj(i -> "customer:" + (7_919L * i)).toList();

  @Override
  public void run(BenchRun run) {
    for (int size : new int[] {10, 100, 1_000}) {
      List<Node> nodes = IntStream.range(0, size).mapToObj(i -> new Node("shard-" + i, 1)).toList();
      List<String> names = nodes.stream().map(Node::name).toList();
      Map<String, Round> rounds = new LinkedHashMap<>();
      for (Contender<ShardedOrders> contender : run.contenders(ShardedOrders.class)) {
        rounds.put(
            contender.name(),
            figures -> measure(figures, size, keys -> contender.contract().onRing(nodes, keys)));
      }
      rounds.put(PEER, figures -> measure(figures, size, keys -> guava(names, keys)));
      run.compare("Look-ups on a ring of " + size + " nodes", PEER, rounds);
    }
  }

  private static List<String> guava(List<String> names, List<String> keys) {
    return keys.stream()
        .map(key -> MURMUR.hashString(key, StandardCharsets.UTF_8))
        .map(hash -> names.get(Hashing.consistentHash(hash, names.size())))
        .toList();
  }

  /** By the thread's processor time: what else the machine does is not the ring's doing. */
  private static void measure(
      Figures figures, int nodes, Function<List<String>, List<String>> look) {
    long began = THREADS.getCurrentThreadCpuTime();
    long looks = 0;
    long nanos;
    List<String> found;
    do {
      found = look.apply(KEYS);
      looks += KEYS.size();
      nanos = THREADS.getCurrentThreadCpuTime() - began;
    } while (nanos < LEAST_NANOS);
    Map<String, Long> loads =
        found.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    figures.add("million look-ups per CPU s", looks * 1e3 / nanos);
    figures.add("most over mean", Collections.max(loads.values()) * (double) nodes / KEYS.size());
  }
}
