package dev.syslab.subject.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.syslab.subject.Environment;
import dev.syslab.subject.host.Fixtures.Broken;
import dev.syslab.subject.host.Fixtures.Good;
import dev.syslab.subject.host.Fixtures.Shop;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As a program of its own: how it begins and ends. */
class SubjectMainTest {
  private static final long BOUND = TimeUnit.SECONDS.toNanos(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();
  private int port;

  @TempDir Path folder;

  @BeforeEach
  void findPort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      port = probe.getLocalPort();
    }
  }

  @AfterEach
  void endPrograms() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(Class<?> type) throws IOException {
    return start(type, Map.of());
  }

  private Process start(Class<?> type, Map<String, String> more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SubjectMain.class.getName(),
                Shop.class.getName(),
                type.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("GATE", "open");
    builder.environment().put("CLOSING", folder.resolve("closing").toString());
    builder.environment().put("SYSLAB_WATCH_STDIN", "1");
    builder.environment().putAll(more);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("timed out waiting for " + what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private boolean listens() {
    try (Socket probe = new Socket("127.0.0.1", port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean healthy() {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                      .timeout(Duration.ofSeconds(1))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Says in its first breath how it writes a number. */
  public static final class Counting {
    public Counting(Environment env) {
      throw new IllegalStateException("%d units".formatted(12));
    }
  }

  @Test
  void numbers_are_written_in_plain_digits_whatever_the_users_language() throws Exception {
    Path locale = folder.resolve("ar_EG.UTF-8");
    Process made;
    try {
      made =
          new ProcessBuilder("localedef", "-i", "ar_EG", "-f", "UTF-8", locale.toString()).start();
    } catch (IOException e) {
      assumeTrue(false, "not run: localedef is missing");
      return;
    }
    made.waitFor();
    assumeTrue(Files.isDirectory(locale), "not run: localedef knows no ar_EG here");

    Process process =
        start(Counting.class, Map.of("LOCPATH", folder.toString(), "LC_ALL", "ar_EG.UTF-8"));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("output")).content().contains("12 units");
  }

  @Test
  void sigterm_lets_a_call_in_flight_finish_and_closes_the_subject() throws Exception {
    Process process = start(Good.class);
    await("the program to become ready", this::healthy);
    Path touched = folder.resolve("touched");
    Path go = folder.resolve("go");
    CompletableFuture<HttpResponse<String>> call =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slow"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"touch\": \"%s\", \"until\": \"%s\"}".formatted(touched, go)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    await("the call to begin", () -> Files.exists(touched));

    // Not Process.destroy(), which closes standard input as well.
    process.toHandle().destroy();
    // New connections are refused from here on, so SIGTERM has arrived before the call may go on.
    await("the program to refuse new calls", () -> !listens());
    Files.createFile(go);

    assertThat(call.get(5, TimeUnit.SECONDS).body()).isEqualTo("\"finished\"");
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("closing")).hasContent("closed");
  }

  @Test
  void the_end_of_standard_input_ends_it() throws Exception {
    Process process = start(Good.class);
    await("the program to become ready", this::healthy);

    process.getOutputStream().close();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_constructor_that_fails_ends_it_with_1_and_the_reason() throws Exception {
    Process process = start(Broken.class);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("output"))).contains("no such server: open");
  }
}
