package dev.syslab.subject.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.subject.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs benchmarks in a virtual machine of their own: {@code BenchMain <plan> <result>}, two JSON
 * files. The class path holds everything.
 */
public final class BenchMain {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchMain() {}

  /**
   * What to run.
   *
   * @param contenders class names by contender
   * @param environments variables by contender, and those of the peer
   */
  public record Plan(
      List<String> benchmarks,
      Map<String, String> contenders,
      Map<String, Map<String, String>> environments) {}

  public static void main(String[] arguments) throws Exception {
    Plan plan = JSON.readValue(Path.of(arguments[0]).toFile(), Plan.class);
    Map<String, Environment> environments =
        plan.environments().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Environment(e.getValue())));
    List<Contender<Object>> contenders = new ArrayList<>();
    for (var contender : plan.contenders().entrySet()) {
      Environment environment = environments.get(contender.getKey());
      var constructor =
          Class.forName(contender.getValue()).getDeclaredConstructor(Environment.class);
      constructor.setAccessible(true);
      contenders.add(
          new Contender<>(contender.getKey(), constructor.newInstance(environment), environment));
    }
    BenchRun run = new BenchRun(contenders, environments);
    for (String name : plan.benchmarks()) {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      System.err.println("running " + Class.forName(name).getSimpleName());
      ((Benchmark) constructor.newInstance()).run(run);
    }
    JSON.writeValue(Path.of(arguments[1]).toFile(), run.tables());
    // Contenders may have threads of their own.
    System.exit(0);
  }

  /** Reads what a run has written. */
  public static List<Table> read(Path result) throws IOException {
    return JSON.readValue(result.toFile(), new TypeReference<List<Table>>() {});
  }
}
