package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.SubjectFailure;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program in a sandbox can and cannot do, however that is made. */
@Timeout(value = 1_200, unit = TimeUnit.SECONDS)
@TestInstance(Lifecycle.PER_CLASS)
abstract class IsolationTest {
  static final Duration BOUND = Duration.ofSeconds(180);

  @TempDir static Path folder;
  private static ServerSocket neighbour;
  private final Isolations.Way way;
  private Isolation isolation;

  private final List<Process> started = new ArrayList<>();
  private SubjectPool hosts;

  IsolationTest(Isolations.Way way) {
    this.way = way;
  }

  @BeforeAll
  void find() throws IOException {
    try {
      isolation = way.find();
    } catch (Isolation.UnavailableException e) {
      abort("not tested: " + e.getMessage());
    }
    neighbour = greeter();
  }

  private static ServerSocket greeter() throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[4]));
    Thread thread = new Thread(() -> Escapes.greetAll(listener));
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  @AfterAll
  static void close() throws IOException {
    if (neighbour != null) {
      neighbour.close();
    }
  }

  @AfterEach
  void endPrograms() {
    if (hosts != null) {
      hosts.close();
    }
    started.forEach(Process::destroyForcibly);
  }

  private SubjectProcess start(boolean isolated, Map<String, String> environment) {
    hosts = isolated ? SubjectPool.isolated(isolation) : new SubjectPool();
    return hosts.start(source(libraries(), List.of()), environment, BOUND, "tries", started::add);
  }

  private static List<Path> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static SubjectSource source(List<Path> libraries, List<Path> classes) {
    return new SubjectSource.JavaClass(
        "learner",
        libraries,
        classes,
        Escapes.Attempts.class.getName(),
        Escapes.Subject.class.getName(),
        List.of());
  }

  private static Object call(SubjectProcess process, String name, Object... arguments)
      throws Throwable {
    Method method =
        Stream.of(Escapes.Attempts.class.getMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    try (ContractClient client = new ContractClient(process, BOUND)) {
      return client.call(method, arguments);
    }
  }

  private static Map<String, String> achieved(
      SubjectProcess process, Map<String, List<String>> attempts) throws Throwable {
    Map<String, String> achieved = new TreeMap<>();
    for (var one : attempts.entrySet()) {
      for (String target : one.getValue()) {
        String result = (String) call(process, "attempt", one.getKey(), target);
        if (!result.isEmpty()) {
          achieved.put(one.getKey() + " " + target, result);
        }
      }
    }
    return achieved;
  }

  /** What works for any program that is not isolated. */
  private static Map<String, List<String>> attempts(Process victim) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String host = InetAddress.getLocalHost().getHostAddress();
    int port = neighbour.getLocalPort();
    Map<String, List<String>> attempts = new LinkedHashMap<>();
    attempts.put("connect", List.of("127.0.0.1:" + port, "localhost:" + port, host + ":" + port));
    attempts.put("resolve", List.of(InetAddress.getLocalHost().getHostName()));
    attempts.put("read", List.of(secret.toString(), "/etc/passwd", "/home", "/bin/sh"));
    attempts.put("read through a link", List.of(secret.toString()));
    attempts.put("write", List.of(folder.resolve("mine").toString(), "/dev/shm/syslab-test"));
    attempts.put("see processes", List.of("3"));
    attempts.put("run", List.of("/bin/sh"));
    attempts.put("see a variable", List.of("JAVA_HOME=", "USER=", "MAVEN_CMD_LINE_ARGS="));
    attempts.put("fill the disk", List.of("100"));
    attempts.put("start threads", List.of("1500"));
    attempts.put("kill", List.of(Long.toString(victim.pid())));
    return attempts;
  }

  @Test
  void nothing_works_that_works_outside() throws Throwable {
    Process victim = new ProcessBuilder("/bin/sleep", "600").start();
    try {
      Map<String, List<String>> attempts = attempts(victim);
      assertThat(achieved(start(true, Map.of()), attempts)).isEmpty();
      assertThat(victim.isAlive()).isTrue();
      assertThat(folder.resolve("mine")).doesNotExist();
      endPrograms();

      Map<String, String> outside = achieved(start(false, Map.of()), attempts);
      Files.deleteIfExists(Path.of("/dev/shm/syslab-test"));
      assertThat(outside.keySet())
          .as("the attempts themselves work")
          .contains(
              "connect 127.0.0.1:" + neighbour.getLocalPort(),
              "read /bin/sh",
              "read through a link " + folder.resolve("secret"),
              "write " + folder.resolve("mine"),
              "see processes 3",
              "run /bin/sh",
              "fill the disk 100",
              "start threads 1500",
              "kill " + victim.pid());
      assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      victim.destroyForcibly();
    }
  }

  @Test
  void what_the_sandbox_holds_cannot_be_changed() throws Throwable {
    Path classes =
        Path.of(
            Escapes.class.getProtectionDomain().getCodeSource().getLocation().toURI().getPath());
    Map<String, List<String>> attempts =
        Map.of(
            "write",
            List.of(
                classes.resolve("mine").toString(),
                "/mine",
                "/etc/mine",
                "/dev/mine",
                "/syslab/mine",
                System.getProperty("java.home") + "/mine",
                "/proc/sys/kernel/core_pattern"),
            "read",
            List.of("/var/run/docker.sock", "/run/docker.sock", "/run", "/var", "/usr/bin"),
            "connect",
            List.of("169.254.169.254:80", "172.17.0.1:22", "8.8.8.8:53"),
            "resolve",
            List.of("example.com", "host.docker.internal"));

    assertThat(achieved(start(true, Map.of()), attempts)).isEmpty();
    assertThat(classes.resolve("mine")).doesNotExist();
  }

  @Test
  void the_door_leads_only_to_what_the_test_gives() throws Throwable {
    try (ServerSocket given = greeter();
        ServerSocket named = greeter()) {
      String url = "redis://a:b@127.0.0.1:" + given.getLocalPort() + "/0";
      SubjectProcess process = start(true, Map.of("REDIS_URL", url));
      String there = "127.0.0.1:" + given.getLocalPort();

      assertThat(call(process, "attempt", "connect", there)).isEqualTo("hello");
      assertThat(call(process, "greeting", "127.0.0.1:" + named.getLocalPort())).isEqualTo("hello");
      String forbidden = Integer.toString(neighbour.getLocalPort());
      assertThat(call(process, "attempt", "door", forbidden)).isEqualTo("");
      assertThat(call(process, "attempt", "connect", "127.0.0.1:" + forbidden)).isEqualTo("");
      assertThat(call(process, "attempt", "door", Integer.toString(given.getLocalPort())))
          .as("what it is given, it also reaches without the bridge")
          .asString()
          .startsWith("hello");
    }
  }

  @Test
  void the_test_reaches_what_the_program_listens_on_and_no_other_address() throws Throwable {
    SubjectProcess process = start(true, Map.of());
    int local = (int) call(process, "listen", "127.0.0.1");
    int everywhere = (int) call(process, "listen", "0.0.0.0");

    assertThat(greeting("127.0.0.1", local)).isEqualTo("hello");
    assertThat(greeting("127.0.0.1", everywhere)).isEqualTo("hello");
    assertThat(greeting("127.0.0.2", everywhere)).isEqualTo("hello");
    assertThatThrownBy(() -> greeting("127.0.0.2", local)).isInstanceOf(IOException.class);
    process.kill();
    assertThat(Wait.atMost(Duration.ofSeconds(10), () -> !listens(local))).isTrue();
  }

  private static String greeting(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 5_000);
      return new String(socket.getInputStream().readAllBytes());
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_program_serves_its_authors_next_test_unless_processes_are_left() throws Throwable {
    Path classes =
        Path.of(Escapes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> libraries = libraries().stream().filter(path -> !path.equals(classes)).toList();
    SubjectSource source = source(libraries, List.of(classes));
    hosts = SubjectPool.isolated(isolation);

    SubjectProcess first = hosts.start(source, Map.of(), BOUND, "tries", started::add);
    hosts.release(source, first);
    SubjectProcess second = hosts.start(source, Map.of(), BOUND, "tries", started::add);
    assertThat(second).as("a warm program").isSameAs(first);

    assertThat(call(second, "attempt", "leave a process", classes.toString())).isEqualTo("left");
    hosts.release(source, second);
    SubjectProcess third = hosts.start(source, Map.of(), BOUND, "tries", started::add);
    assertThat(third).as("a new program").isNotSameAs(first);
    assertThat(first.alive()).isFalse();
  }

  @Test
  void too_much_memory_ends_the_program_and_says_so() {
    SubjectProcess process = start(true, Map.of());

    assertThatThrownBy(() -> call(process, "attempt", "take memory", "7000"))
        .isInstanceOf(SubjectFailure.class);
    assertThat(Wait.atMost(Duration.ofSeconds(20), () -> !process.alive())).isTrue();
    assertThat(process.exit()).contains("more than 1024 MiB");
  }

  @Test
  void too_much_memory_in_many_processes_ends_all_of_them() throws Throwable {
    Path classes =
        Path.of(Escapes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    SubjectProcess process = start(true, Map.of());

    try {
      call(process, "attempt", "take memory in processes", classes.toString());
    } catch (SubjectFailure e) {
      // It was ended before it could answer.
    }

    assertThat(Wait.atMost(Duration.ofSeconds(60), () -> !process.alive())).isTrue();
    assertThat(process.exit()).contains("more than 1024 MiB");
  }

  @Test
  void output_without_a_line_end_is_read_and_forgotten() throws Throwable {
    SubjectProcess process = start(true, Map.of());

    assertThat(call(process, "attempt", "flood the output", "64")).isEqualTo("64 MiB printed");
    assertThat(process.output(8)).hasSizeLessThan(2);
  }

  @Test
  void a_program_that_ends_itself_is_seen_to_be_gone() {
    SubjectProcess process = start(true, Map.of());

    assertThatThrownBy(() -> call(process, "attempt", "end the program", ""))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("with exit code 0");
  }

  @Test
  void a_paused_program_does_nothing_until_it_goes_on() throws Throwable {
    SubjectProcess process = start(true, Map.of());

    process.pause(true);
    assertThat(Wait.atMost(Duration.ofSeconds(10), process::paused)).isTrue();
    assertThat(answers(process)).isFalse();
    process.pause(false);
    assertThat(Wait.atMost(BOUND, () -> answers(process))).isTrue();
    assertThat(process.terminate(BOUND)).as("ends in order").isTrue();
  }

  private static boolean answers(SubjectProcess process) {
    return !Health.ask(process.port(), "").startsWith(Health.NOTHING);
  }
}
