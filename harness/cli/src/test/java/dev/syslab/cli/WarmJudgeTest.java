package dev.syslab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.cli.JudgeProtocol.Request;
import dev.syslab.services.Services;
import dev.syslab.services.registry.Background;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge that stays, as a process of its own. No server is started. */
class WarmJudgeTest {
  @TempDir Path root;
  private TestWorkbook workbook;
  private Background judge;

  @BeforeEach
  void workbook() throws IOException {
    workbook = TestWorkbook.in(root);
    judge = WarmJudge.place(root.resolve("home"), root);
  }

  @AfterEach
  void end() {
    judge.end();
    workbook.close();
  }

  private Printed test(String... arguments) {
    return Printed.by(() -> JudgeClient.run(judge, arguments));
  }

  private String process() throws IOException {
    return Files.readString(judge.folder().resolve("pid"));
  }

  @Test
  void a_command_ends_there_as_it_would_here() {
    String[] command = {"test", "view-counter", "--stage", "99"};

    Printed there = test(command);
    Printed here = Printed.by(() -> OptionalInt.of(Main.run(command)));

    assertThat(there).isEqualTo(here);
    assertThat(there.code()).hasValue(Main.USAGE);
    assertThat(there.err()).contains("has no stage 99");
  }

  @Test
  void the_next_command_finds_it() throws IOException {
    test("test", "nonsense");
    String first = process();

    assertThat(test("test", "view-count").err()).contains("view-counter");

    assertThat(process()).isEqualTo(first);
  }

  @Test
  void a_command_right_after_a_verdict_need_not_run_by_itself() {
    for (int i = 0; i < 20; i++) {
      assertThat(test("test", "nonsense").code()).as("command %d", i).hasValue(Main.USAGE);
    }
  }

  @Test
  void one_of_another_build_is_replaced() throws IOException {
    test("test", "nonsense");
    String first = process();
    Path dist = Path.of(System.getProperty("syslab.dist"));
    Path other = Files.createDirectory(root.resolve("other"));
    Files.copy(dist.resolve("subject.classpath"), other.resolve("subject.classpath"));
    System.setProperty("syslab.dist", other.toString());

    assertThat(test("test", "nonsense").code()).hasValue(Main.USAGE);

    assertThat(process()).isNotEqualTo(first);
  }

  @Test
  void down_ends_it() {
    test("test", "nonsense");
    assertThat(judge.runs()).isTrue();

    Services.open(judge.home()).down();

    assertThat(judge.runs()).isFalse();
    assertThat(judge.folder()).doesNotExist();
  }

  @Test
  void no_program_of_its_user_can_load_code_into_it() throws Exception {
    test("test", "nonsense");
    String attach =
        "com.sun.tools.attach.VirtualMachine.attach(\""
            + process().lines().findFirst().orElseThrow()
            + "\").loadAgentPath(\"x\");";
    Path source = root.resolve("Attach.java");
    Files.writeString(
        source,
        "class Attach { public static void main(String[] a) throws Exception { " + attach + " } }");

    Process attacker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.tools.attach.attachTimeout=500",
                source.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(attacker.getInputStream().readAllBytes(), UTF_8);

    assertThat(attacker.waitFor()).isNotZero();
    assertThat(printed).contains("AttachNotSupportedException");
    assertThat(test("test", "nonsense").code()).hasValue(Main.USAGE);
  }

  @Test
  void while_it_is_busy_others_run_their_command_themselves() throws IOException {
    test("test", "nonsense");
    try (Socket first = ask(JudgeProtocol.origin())) {
      assertThat(first.getInputStream().read()).isEqualTo(JudgeProtocol.ACCEPTED);

      assertThat(test("test", "nonsense").code()).isEmpty();
    }
  }

  @Test
  void it_ends_if_nobody_waits_for_the_verdict_any_more() throws Exception {
    test("test", "nonsense");
    try (Socket asker = ask(JudgeProtocol.origin())) {
      assertThat(asker.getInputStream().read()).isEqualTo(JudgeProtocol.ACCEPTED);
    }

    Instant bound = Instant.now().plusSeconds(10);
    while (judge.runs() && Instant.now().isBefore(bound)) {
      Thread.sleep(5);
    }
    assertThat(judge.runs()).isFalse();
  }

  @Test
  void nobody_else_can_use_it() throws IOException {
    test("test", "nonsense");
    Path file = judge.folder().resolve("door");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    try (Socket stranger = connect(JudgeDoor.read(judge).orElseThrow())) {
      send(stranger, "guessed", JudgeProtocol.origin());
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(judge.runs()).isTrue();
  }

  @Test
  void what_is_no_request_does_no_harm() throws IOException {
    test("test", "nonsense");
    try (Socket stranger = connect(JudgeDoor.read(judge).orElseThrow())) {
      new DataOutputStream(stranger.getOutputStream()).writeLong(-1);
      assertThat(new DataInputStream(stranger.getInputStream()).read()).isEqualTo(-1);
    }

    assertThat(test("test", "nonsense").code()).hasValue(Main.USAGE);
  }

  private Socket ask(List<String> origin) throws IOException {
    JudgeDoor door = JudgeDoor.read(judge).orElseThrow();
    Socket socket = connect(door);
    send(socket, door.token(), origin);
    return socket;
  }

  private static Socket connect(JudgeDoor door) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), door.port());
  }

  /** A command that takes a while: it has a lab to compile. */
  private void send(Socket socket, String token, List<String> origin) throws IOException {
    new Request(token, origin, root, false, List.of("test", "view-counter", "--stage", "99"))
        .send(new DataOutputStream(socket.getOutputStream()));
  }
}
