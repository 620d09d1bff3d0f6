package dev.syslab.subject.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.subject.Environment;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Runs benchmarks in a separate JVM: {@code BenchMain <plan> <result>}, two JSON files. The class
 * path holds everything.
 */
public final class BenchMain {
  /** The prefix of an output line that reports progress. */
  public static final String PROGRESS = "running ";

  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchMain() {}

  /**
   * What to run.
   *
   * @param contract the contract's class name
   * @param contenders class names by contender
   * @param environments variables by contender, and those of the peer
   * @param cluster the address that controls the shared servers, or null if there are none
   */
  public record Plan(
      List<String> benchmarks,
      String contract,
      Map<String, String> contenders,
      Map<String, Map<String, String>> environments,
      URI cluster) {}

  public static void main(String[] arguments) throws Exception {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    Plan plan = JSON.readValue(Path.of(arguments[0]).toFile(), Plan.class);
    Map<String, Environment> environments =
        plan.environments().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Environment(e.getValue())));
    List<Contender<Object>> contenders = new ArrayList<>();
    for (String name : plan.contenders().keySet()) {
      contenders.add(contender(plan, name));
    }
    BenchRun run =
        new BenchRun(
            contenders,
            environments,
            Optional.ofNullable(plan.cluster()).map(BenchCluster::new),
            ROUND,
            title -> System.err.println(PROGRESS + title));
    for (String name : plan.benchmarks()) {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      ((Benchmark) constructor.newInstance()).run(run);
    }
    JSON.writeValue(Path.of(arguments[1]).toFile(), run.tables());
    // Contenders may have left threads running.
    System.exit(0);
  }

  private static Contender<Object> contender(Plan plan, String name) {
    Map<String, String> variables = plan.environments().get(name);
    AtomicInteger ids = new AtomicInteger(1);
    return new Contender<>(
        name,
        server(plan, name, variables, 0),
        new Environment(variables),
        () -> server(plan, name, variables, ids.getAndIncrement()));
  }

  private static Object server(Plan plan, String name, Map<String, String> variables, int id) {
    Map<String, String> own = new HashMap<>(variables);
    own.put("SUBJECT_ID", Integer.toString(id));
    try {
      Class<?> contract = Class.forName(plan.contract());
      try {
        var constructor =
            Class.forName(plan.contenders().get(name)).getDeclaredConstructor(Environment.class);
        constructor.setAccessible(true);
        return constructor.newInstance(new Environment(own));
      } catch (InvocationTargetException e) {
        return failing(contract, e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A constructor that throws, perhaps "not implemented", must not end the run of the others. */
  private static Object failing(Class<?> contract, Throwable why) {
    return Proxy.newProxyInstance(
        contract.getClassLoader(),
        new Class<?>[] {contract},
        (proxy, method, arguments) -> {
          throw new IllegalStateException("its constructor failed", why);
        });
  }

  /** Reads the result of a run. */
  public static List<Table> read(Path result) throws IOException {
    return JSON.readValue(result.toFile(), new TypeReference<List<Table>>() {});
  }
}
