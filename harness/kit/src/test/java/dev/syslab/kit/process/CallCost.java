package dev.syslab.kit.process;

import dev.syslab.subject.Environment;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures, and asserts nothing: how soon a Java subject is ready, and what one call costs. Its
 * name keeps it out of the usual tests; docs/performance.md says how to run it.
 */
class CallCost {
  private static final int SUBJECTS = 5;
  private static final int CALLS = 5_000;

  /** A contract with nothing behind it. */
  public interface Echo {
    String say(String word);
  }

  /** Answers at once, so that what is left is the protocol. */
  public static final class Subject implements Echo {
    public Subject(Environment environment) {}

    @Override
    public String say(String word) {
      return word;
    }
  }

  @Test
  void measure() throws Throwable {
    List<Path> classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    SubjectSource source =
        new SubjectSource.JavaClass(
            "echo", classpath, List.of(), Echo.class.getName(), Subject.class.getName(), List.of());
    Method say = Echo.class.getMethod("say", String.class);
    List<Long> ready = new ArrayList<>();
    List<long[]> calls = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      long began = System.nanoTime();
      SubjectProcess process =
          SubjectProcess.start(
              source, Map.of("SUBJECT_ID", "0"), Duration.ofSeconds(20), started -> {});
      ready.add(System.nanoTime() - began);
      try (ContractClient client = new ContractClient(process, Duration.ofSeconds(5))) {
        calls.add(times(client, say));
      } finally {
        process.kill();
      }
    }
    Collections.sort(ready);
    System.out.printf("ready after %.2f s%n", ready.get(SUBJECTS / 2) / 1e9);
    for (int[] part : new int[][] {{0, 100}, {100, 1_000}, {1_000, CALLS}}) {
      System.out.printf("calls %d to %d: %.2f ms%n", part[0], part[1], median(calls, part));
    }
  }

  private static long[] times(ContractClient client, Method say) throws Throwable {
    long[] times = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long began = System.nanoTime();
      client.call(say, new Object[] {"a word"});
      times[i] = System.nanoTime() - began;
    }
    return times;
  }

  /** The median of the subjects' medians, in milliseconds. */
  private static double median(List<long[]> calls, int[] part) {
    double[] medians =
        calls.stream()
            .mapToDouble(
                times -> {
                  long[] sorted = Arrays.copyOfRange(times, part[0], part[1]);
                  Arrays.sort(sorted);
                  return sorted[sorted.length / 2] / 1e6;
                })
            .sorted()
            .toArray();
    return medians[medians.length / 2];
  }
}
