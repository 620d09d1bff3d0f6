package dev.syslab.kit.process;

import dev.syslab.subject.Environment;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.LongSupplier;

/** What is served in {@link SubjectPoolTest}. */
final class HostedSubjects {
  private HostedSubjects() {}

  /** What the subjects below can do. */
  public interface Habits {
    /** How often it has been called since the class was loaded. */
    int count();

    String variable(String name);

    String property(String name);

    /** Leaves something behind. */
    String leave(String what) throws IOException;

    /** The time of day in ms, asked for in each of the usual ways. */
    List<Long> times();
  }

  /** Serves well. */
  public static class Subject implements Habits, AutoCloseable {
    private static int calls;
    private final Thread worker = new Thread(Subject::sleep, "worker");

    Subject(Environment environment) {
      worker.start();
    }

    private static void sleep() {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int count() {
      return ++calls;
    }

    @Override
    public String variable(String name) {
      return String.valueOf(System.getenv(name)) + System.getenv().get(name);
    }

    @Override
    public String property(String name) {
      return String.valueOf(System.getProperty(name));
    }

    @Override
    public String leave(String what) throws IOException {
      switch (what) {
        case "a thread" -> new Thread(Subject::sleep, "left").start();
        case "a child" -> new ProcessBuilder("sleep", "60").start();
        case "an HTTP client" -> askNobody();
        // It waits for five seconds to say that no server was started.
        case "a reminder" -> Javalin.create();
        case "a property" -> System.setProperty("left", "behind");
        default -> {
          System.out.println("works");
          sleep();
        }
      }
      return what;
    }

    private static void askNobody() {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:1")).build();
      HttpClient.newHttpClient()
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .exceptionally(refused -> null)
          .join();
    }

    @Override
    public List<Long> times() {
      LongSupplier reference = System::currentTimeMillis;
      return List.of(
          System.currentTimeMillis(),
          reference.getAsLong(),
          Instant.now().toEpochMilli(),
          new Date().getTime(),
          java.time.Clock.systemUTC().millis());
    }

    @Override
    public void close() {
      worker.interrupt();
    }
  }

  /** Cannot be closed, as most learners' classes; what it holds can. */
  public static final class Holder implements Habits {
    private final Subject held;

    Holder(Environment environment) {
      held = new Subject(environment);
    }

    @Override
    public int count() {
      return held.count();
    }

    @Override
    public String variable(String name) {
      return held.variable(name);
    }

    @Override
    public String property(String name) {
      return held.property(name);
    }

    @Override
    public String leave(String what) throws IOException {
      return held.leave(what);
    }

    @Override
    public List<Long> times() {
      return held.times();
    }
  }

  /** Cannot be constructed. */
  public static final class Broken extends Subject {
    Broken(Environment environment) {
      super(environment);
      throw new IllegalStateException("no such server");
    }
  }
}
