package dev.syslab.cli;

import dev.syslab.cli.JudgeProtocol.Request;
import dev.syslab.services.base.Home;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.registry.Background;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the warm judge run a {@code test}, and starts it if there is none. Where it cannot be had,
 * the command runs in its own process, as all others do: that is slower, and nothing else.
 */
final class JudgeClient {
  private static final int CONNECT_MILLIS = 500;
  private static final int ANSWER_MILLIS = 5_000;
  private static final int END_SECONDS = 5;

  private JudgeClient() {}

  /**
   * @return the exit code; empty if the command is still to be run
   */
  static OptionalInt run(String[] arguments) {
    if (!wanted(arguments)) {
      return OptionalInt.empty();
    }
    try {
      Path root = Path.of(System.getProperty("syslab.root", "")).toAbsolutePath();
      return run(WarmJudge.place(Home.find(), root.normalize()), arguments);
    } catch (ServiceException e) {
      // Where there is no home, the command itself says so.
      return OptionalInt.empty();
    }
  }

  static OptionalInt run(Background judge, String... arguments) {
    try {
      // Twice: the first may be one that does not fit.
      for (int attempt = 0; attempt < 2; attempt++) {
        Optional<JudgeDoor> door = WarmJudge.found(judge);
        if (door.isEmpty()) {
          return OptionalInt.empty();
        }
        Answer answer = ask(door.get(), judge.folder().resolve("log"), arguments);
        if (answer.kind() == JudgeProtocol.ACCEPTED) {
          return OptionalInt.of(answer.exitCode());
        }
        if (answer.kind() == JudgeProtocol.BUSY) {
          return OptionalInt.empty();
        }
        judge.end();
      }
    } catch (IOException | ServiceException e) {
      // It was on its way out, or this machine does not allow it.
    }
    return OptionalInt.empty();
  }

  /** Only what needs nothing of this process but its output. */
  private static boolean wanted(String[] arguments) {
    List<String> given = Arrays.asList(arguments);
    return !given.isEmpty()
        && given.get(0).equals("test")
        && !"off".equals(System.getenv("SYSLAB_WARM"))
        && given.stream()
            .noneMatch(
                one ->
                    one.startsWith("--debug")
                        || one.startsWith("--in-process")
                        || one.contains("cmd:")
                        || one.equals("-h")
                        || one.equals("--help"));
  }

  private record Answer(int kind, int exitCode) {}

  private static Answer ask(JudgeDoor door, Path log, String[] arguments) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MILLIS);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      Console console = Console.ofThisProcess();
      new Request(
              door.token(),
              JudgeProtocol.origin(),
              console.directory(),
              console.colours(),
              List.of(arguments))
          .send(out);
      int kind = in.read();
      return new Answer(kind, kind == JudgeProtocol.ACCEPTED ? follow(socket, in, log) : 0);
    }
  }

  /** Shows what the command prints, until it ends. A Ctrl-C here ends it there. */
  private static int follow(Socket socket, DataInputStream in, Path log) throws SocketException {
    socket.setSoTimeout(0);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread stop = new Thread(() -> endThere(socket, interrupted, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return show(in);
    } catch (IOException e) {
      if (!interrupted.get()) {
        System.err.println(
            "The judge process exited before it reached a verdict: it was killed or ran out of memory (log: "
                + log
                + "). Run the command again.");
      }
      return Main.TROUBLE;
    } finally {
      ended.countDown();
    }
  }

  /** The judge sees the end of the stream, and ends itself with all that it has started. */
  private static void endThere(Socket socket, AtomicBoolean interrupted, CountDownLatch ended) {
    try {
      if (ended.getCount() > 0) {
        interrupted.set(true);
        socket.shutdownOutput();
        ended.await(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      // It has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int show(DataInputStream in) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      byte[] bytes = in.readNBytes(in.readInt());
      if (kind == JudgeProtocol.EXIT) {
        return bytes[0];
      }
      PrintStream stream = kind == JudgeProtocol.OUT ? System.out : System.err;
      stream.write(bytes, 0, bytes.length);
      stream.flush();
    }
  }
}
