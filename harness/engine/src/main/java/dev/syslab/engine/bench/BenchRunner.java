package dev.syslab.engine.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.process.Child;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.subject.Environment;
import dev.syslab.subject.bench.BenchMain;
import dev.syslab.subject.bench.Table;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a lab's benchmarks: the learner's code, the reference and a peer library in one virtual
 * machine of their own, each with its own place in the servers.
 */
public final class BenchRunner {
  private static final List<String> PLACES = List.of("learner", "reference", "peer");

  /** How many databases each has; most labs use the first one only. */
  private static final int DATABASES = 3;

  private static final int LINES = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Services services;
  private final List<Path> peers;
  private final Duration bound;
  private final Consumer<String> progress;
  private final List<String> last = new ArrayList<>();

  /**
   * @param peers the libraries that the benchmarks compare with
   * @param bound how long all benchmarks of a lab may take
   * @param progress notified of each comparison that begins, in a line
   */
  public BenchRunner(
      Services services, List<Path> peers, Duration bound, Consumer<String> progress) {
    this.services = services;
    this.peers = peers;
    this.bound = bound;
    this.progress = progress;
  }

  /**
   * Runs all benchmarks of a lab.
   *
   * @throws LabException if it has none, something does not compile, or a benchmark fails
   */
  public BenchReport run(CompiledLab lab, Optional<Mode> wanted) {
    Path benchClasses = lab.benchClasses(peers);
    BenchNeeds needs = BenchNeeds.of(lab, benchClasses, peers);
    Set<Technology> technologies = needs.warm();
    Services.Choice choice = services.choose(wanted, needs.all());
    progress.accept(choice.reason());
    List<Namespace> namespaces = new ArrayList<>();
    List<Server> servers = new ArrayList<>();
    Optional<BenchServers> shared = Optional.empty();
    try {
      if (needs.replicas() > 0) {
        shared =
            Optional.of(new BenchServers(services.ownCluster(choice.mode(), needs.replicas())));
      }
      Map<String, Map<String, String>> environments = new LinkedHashMap<>();
      for (Technology technology : technologies) {
        servers.add(services.warm(technology, choice.mode()));
      }
      for (String place : PLACES) {
        environments.put(place, place(lab, servers, shared, namespaces));
      }
      Map<String, String> contenders = new LinkedHashMap<>();
      contenders.put("learner", SubjectSpec.LEARNER.type(lab));
      contenders.put("reference", SubjectSpec.REFERENCE.type(lab));
      var plan =
          new BenchMain.Plan(
              lab.benchmarks(),
              lab.manifest().contract(),
              contenders,
              environments,
              shared.map(BenchServers::control).orElse(null));
      return BenchReport.of(
          lab.manifest().name(), choice.mode().id(), execute(lab, benchClasses, plan));
    } finally {
      namespaces.forEach(Namespace::close);
      servers.forEach(Server::close);
      shared.ifPresent(BenchServers::close);
    }
  }

  private Map<String, String> place(
      CompiledLab lab,
      List<Server> servers,
      Optional<BenchServers> shared,
      List<Namespace> namespaces) {
    Map<String, String> variables = new HashMap<>(Map.of("SUBJECT_ID", "0"));
    if (shared.isPresent()) {
      variables.putAll(shared.get().place(namespaces));
      createTables(lab, new Environment(variables));
    }
    for (Server server : servers) {
      boolean isDatabase = server.technology() == Technology.POSTGRESQL;
      List<String> urls = new ArrayList<>();
      for (int i = 0; i < (isDatabase ? DATABASES : 1); i++) {
        Namespace namespace = server.namespace("bench");
        namespaces.add(namespace);
        Map<String, String> own = namespace.environment(server.address());
        own.forEach(variables::putIfAbsent);
        if (isDatabase) {
          Environment environment = new Environment(own);
          urls.add(environment.database().toString());
          createTables(lab, environment);
        }
      }
      if (isDatabase) {
        variables.put("DATABASE_URLS", String.join(",", urls));
      }
    }
    return variables;
  }

  private static void createTables(CompiledLab lab, Environment environment) {
    try (InputStream schema = lab.judge().getResourceAsStream("schema.sql")) {
      if (schema == null) {
        return;
      }
      try (var connection = DriverManager.getConnection(environment.jdbcUrl());
          var statement = connection.createStatement()) {
        statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | SQLException e) {
      throw new LabException(
          Kind.TROUBLE, "could not create the lab's tables: " + e.getMessage(), e);
    }
  }

  private List<Table> execute(CompiledLab lab, Path benchClasses, BenchMain.Plan plan) {
    Path scratch = services.scratch("bench");
    Path result = scratch.resolve("result.json");
    List<Path> classpath = new ArrayList<>(lab.subjectLibraries());
    classpath.addAll(peers);
    classpath.addAll(
        List.of(lab.contractClasses(), lab.learnerClasses(), lab.solutionClasses(), benchClasses));
    try {
      JSON.writeValue(scratch.resolve("plan.json").toFile(), plan);
      int code =
          new Child(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  classpath.stream()
                      .map(Path::toString)
                      .collect(Collectors.joining(File.pathSeparator)),
                  BenchMain.class.getName(),
                  scratch.resolve("plan.json").toString(),
                  result.toString())
              .withErrors()
              .within(bound)
              .follow(this::said, services::track);
      if (code == Child.LATE) {
        throw new LabException(
            Kind.TROUBLE,
            "the benchmarks timed out after %d s; their last output:%n%s"
                .formatted(bound.toSeconds(), printed()));
      }
      if (code == Child.INTERRUPTED) {
        throw new LabException(Kind.TROUBLE, "interrupted");
      }
      if (!Files.exists(result)) {
        throw new LabException(
            Kind.TROUBLE, "the benchmarks exited early; their last output:\n" + printed());
      }
      return BenchMain.read(result);
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not run the benchmarks: " + e.getMessage(), e);
    }
  }

  /** Passes on what the benchmarks say of their progress, and remembers their last lines. */
  private void said(String line) {
    if (line.startsWith(BenchMain.PROGRESS)) {
      progress.accept(line);
    }
    synchronized (last) {
      last.add(line);
      if (last.size() > LINES) {
        last.remove(0);
      }
    }
  }

  private String printed() {
    synchronized (last) {
      return String.join("\n", last);
    }
  }
}
