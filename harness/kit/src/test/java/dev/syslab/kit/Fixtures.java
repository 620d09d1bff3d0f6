package dev.syslab.kit;

import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.kit.run.Seed;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.run.Trial;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Lab;
import dev.syslab.subject.NotImplemented;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A lab without servers, and a learner's class whose methods end in every way. */
final class Fixtures {
  private static final Path HOME = home();

  private Fixtures() {}

  private static Path home() {
    try {
      return Files.createTempDirectory("syslab-kit-test");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Lab(
      title = "Echo",
      summary = "answers",
      level = Lab.Level.BEGINNER,
      minutes = 1,
      core = 1,
      coreMinutes = 1,
      servers = {})
  public interface Echo {
    String say(String word);

    long choose(int bound);
  }

  public static final class Learner implements Echo {
    private final int id;
    private final Environment environment;

    public Learner(Environment environment) {
      id = environment.id();
      this.environment = environment;
    }

    @Override
    public String say(String word) {
      return switch (word) {
        case "stage 1" -> throw new NotImplemented(1, "say it");
        case "stage 2" -> throw new NotImplemented(2, "say it twice");
        case "refuse" -> throw new IllegalArgumentException("that word");
        case "print" -> {
          System.out.println("about to fail");
          yield "printed";
        }
        case "redis" -> environment.get("REDIS_URLS");
        case "postgresql" -> environment.get("DATABASE_URLS");
        case "clock" -> environment.get("CLOCK_OFFSET_MILLIS");
        default -> word + " from " + id;
      };
    }

    @Override
    public long choose(int bound) {
      throw new ArithmeticException("bound " + bound);
    }
  }

  static Trial trial(boolean inProcess) {
    List<Path> classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    SubjectSource subject =
        inProcess
            ? new SubjectSource.InProcess("learner", classpath, Learner.class.getName())
            : new SubjectSource.JavaClass(
                "learner",
                classpath,
                List.of(),
                Echo.class.getName(),
                Learner.class.getName(),
                List.of());
    return new Trial(
        new Trial.Settings(
            "echo", subject, Services.open(HOME), Mode.EMBEDDED, true, new Seed("7K2Q"), false),
        SubjectPool.fresh());
  }

  /** A test's scope without a test. */
  static Scope scope() {
    Trial trial = trial(false);
    return new Scope(trial, new TestScope(trial, new TestScope.Identity("test", 1, "")));
  }

  record Scope(Trial trial, TestScope scope) implements AutoCloseable {
    Fault fault(String what) {
      return new Fault(scope, what, () -> {});
    }

    @Override
    public void close() {
      scope.close();
      trial.close();
    }
  }
}
