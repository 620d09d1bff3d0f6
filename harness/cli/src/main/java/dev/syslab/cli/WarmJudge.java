package dev.syslab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.syslab.cli.JudgeProtocol.Request;
import dev.syslab.services.Services;
import dev.syslab.services.registry.Background;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A judge that stays warm, so that the next {@code ./lab test} need not wait for a JVM, a compiler
 * and a test platform to start: they take longer than the tests. It runs one command at a time, in
 * a {@link Context} that is handed on, and exits after it has been idle for ten minutes, with
 * {@code ./lab down}, and if the client that waits for its verdict goes away.
 */
final class WarmJudge {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOK_MILLIS = 2_000;
  private static final int READY_SECONDS = 2;
  private static final int BACKLOG = 16;
  private static final int TOKEN_BYTES = 16;
  // As of a command that was ended by Ctrl-C.
  private static final int INTERRUPTED = 130;

  /** What this program was started with, or has been told since. */
  private static final List<String> PROPERTIES =
      List.of("syslab.root", "syslab.dist", "syslab.state", "syslab.subjectArchive");

  private final Background place;
  private final String token = HexFormat.of().formatHex(random(TOKEN_BYTES));
  private final List<String> origin = JudgeProtocol.origin();
  private final Semaphore turn = new Semaphore(1);
  // The command that has the turn has been answered; the judge is only preparing for the next one.
  private volatile boolean answered;
  private volatile long lastUsed = System.nanoTime();
  // Of the thread that has the turn.
  private Context context = new Context(Console.ofThisProcess());

  WarmJudge(Background place) {
    this.place = place;
  }

  /** Each workbook has its own. */
  static Background place(Path home, Path root) {
    return new Background(home, "judge-" + Integer.toHexString(root.hashCode()));
  }

  /** Where it is found, started if need be; empty if it does not get ready. */
  static Optional<JudgeDoor> found(Background place) {
    return JudgeDoor.read(place)
        .or(
            () ->
                place.start(command(place), () -> JudgeDoor.read(place).isPresent(), START)
                    ? JudgeDoor.read(place)
                    : Optional.empty());
  }

  /** This program once more. */
  private static List<String> command(Background place) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Whatever is tried runs as the same user: it must not load its code into the judge.
    command.add("-XX:+DisableAttachMechanism");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    for (String name : PROPERTIES) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D" + name + "=" + value);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("judge", place.home().toString()));
    return command;
  }

  /** Serves until it is not needed any more. */
  void serve() throws IOException {
    try (ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(LOOK_MILLIS);
      new JudgeDoor(door.getLocalPort(), token).write(place);
      while (needed()) {
        try {
          Socket socket = door.accept();
          new Thread(() -> answer(socket), "command").start();
        } catch (SocketTimeoutException e) {
          // Time to look again.
        } catch (IOException e) {
          // The client has gone, or no descriptor is left at the moment: the verdict must still
          // come.
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private boolean needed() {
    boolean idle = System.nanoTime() - lastUsed > Services.idleLimit().toNanos();
    boolean replaced =
        !place.isThisProcess()
            || !Files.isDirectory(Path.of(System.getProperty("syslab.dist", "")));
    return turn.availablePermits() == 0 || !idle && !replaced;
  }

  private void answer(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LOOK_MILLIS);
      Request request = Request.receive(in);
      if (!MessageDigest.isEqual(request.token().getBytes(UTF_8), token.getBytes(UTF_8))) {
        return;
      }
      if (!turn.tryAcquire() && !(answered && turn.tryAcquire(READY_SECONDS, TimeUnit.SECONDS))) {
        say(out, JudgeProtocol.BUSY);
        return;
      }
      try {
        if (!request.origin().equals(origin)) {
          say(out, JudgeProtocol.STALE);
          return;
        }
        say(out, JudgeProtocol.ACCEPTED);
        run(request, socket, in, out);
      } finally {
        lastUsed = System.nanoTime();
        answered = false;
        turn.release();
      }
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Request request, Socket socket, DataInputStream in, DataOutputStream out)
      throws IOException {
    socket.setSoTimeout(0);
    AtomicBoolean ended = new AtomicBoolean();
    Thread watcher = new Thread(() -> endWith(in, ended), "asker");
    watcher.setDaemon(true);
    watcher.start();
    Console console =
        Console.of(
            new JudgeProtocol.Stream(out, JudgeProtocol.OUT),
            new JudgeProtocol.Stream(out, JudgeProtocol.ERR),
            request.directory(),
            request.colours());
    context = context.next(console);
    int code = Main.run(context, request.arguments().toArray(String[]::new));
    ended.set(true);
    console.out().flush();
    console.err().flush();
    answered = true;
    JudgeProtocol.exit(out, code);
    context.expectAnother();
  }

  /** Nobody waits for the verdict any more: it ends as a command of its own would. */
  private static void endWith(DataInputStream in, AtomicBoolean ended) {
    try {
      while (in.read() >= 0) {
        // Nothing is sent.
      }
    } catch (IOException e) {
      // The same.
    }
    if (!ended.get()) {
      System.exit(INTERRUPTED);
    }
  }

  private static void say(DataOutputStream out, int answer) throws IOException {
    out.write(answer);
    out.flush();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
