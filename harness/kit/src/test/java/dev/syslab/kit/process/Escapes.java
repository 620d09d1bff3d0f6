package dev.syslab.kit.process;

import dev.syslab.subject.ConnectsTo;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Listens;
import dev.syslab.subject.bridge.Bridge;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import sun.misc.Unsafe;

/** A subject that tries to get out of its sandbox, and says how far it has got. */
final class Escapes {
  private static final int CHUNK = 1 << 20;

  private Escapes() {}

  /** What it tries. */
  public interface Attempts {
    /** What was achieved; empty if nothing. */
    String attempt(String what, String target);

    /** Connects to a server of the judge's, and says what that sends. */
    String greeting(@ConnectsTo String server) throws IOException;

    /** Greets everybody at this address. */
    @Listens
    int listen(String host) throws IOException;
  }

  /** Tries. */
  public static final class Subject implements Attempts {
    Subject(Environment environment) {}

    @Override
    public String attempt(String what, String target) {
      try {
        return achieved(what, target);
      } catch (Exception | LinkageError | OutOfMemoryError e) {
        return "";
      }
    }

    private static String achieved(String what, String target) throws Exception {
      return switch (what) {
        case "connect" -> greeted(target);
        case "resolve" -> InetAddress.getByName(target).getHostAddress();
        case "read" -> Files.exists(Path.of(target)) ? "it is there" : "";
        case "write" -> Files.writeString(Path.of(target), "mine") + " is written";
        case "read through a link" -> {
          Path link = Path.of(System.getProperty("java.io.tmpdir"), "link" + System.nanoTime());
          yield Files.readString(Files.createSymbolicLink(link, Path.of(target)));
        }
        case "door" -> throughTheDoor(Integer.parseInt(target));
        case "see processes" ->
            seen(ProcessHandle.allProcesses().count(), Integer.parseInt(target));
        case "kill" ->
            ProcessHandle.of(Long.parseLong(target)).orElseThrow().destroyForcibly()
                ? "killed"
                : "";
        case "run" -> new ProcessBuilder(target, "-c", "true").start().waitFor() == 0 ? "ran" : "";
        case "leave a process" -> {
          String java = System.getProperty("java.home") + "/bin/java";
          String sleeper = Sleeper.class.getName();
          new ProcessBuilder(java, "-Xmx16m", "-cp", target, sleeper).start();
          yield "left";
        }
        case "take memory in processes" -> {
          String java = System.getProperty("java.home") + "/bin/java";
          for (int i = 0; i < 8; i++) {
            new ProcessBuilder(
                    java,
                    "-Xms200m",
                    "-XX:+UseSerialGC",
                    "-XX:+AlwaysPreTouch",
                    "-cp",
                    target,
                    Sleeper.class.getName())
                .start();
          }
          yield "started";
        }
        case "see a variable" ->
            Files.readString(Path.of("/proc/self/environ")).contains(target) ? "seen" : "";
        case "fill the disk" -> filled(Integer.parseInt(target));
        case "start threads" -> started(Integer.parseInt(target));
        case "take memory" -> taken(Integer.parseInt(target));
        case "flood the output" -> flooded(Integer.parseInt(target));
        case "end the program" -> {
          Runtime.getRuntime().halt(0);
          yield "";
        }
        default -> throw new IllegalArgumentException(what);
      };
    }

    private static String seen(long count, int expected) {
      return count > expected ? count + " processes" : "";
    }

    private static String greeted(String target) throws IOException {
      String[] parts = target.split(":");
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1_000);
        socket.setSoTimeout(1_000);
        return new String(socket.getInputStream().readAllBytes());
      }
    }

    private static String throughTheDoor(int port) throws IOException {
      try (SocketChannel door =
          SocketChannel.open(UnixDomainSocketAddress.of(System.getenv(Bridge.DOOR)))) {
        door.write(ByteBuffer.allocate(Bridge.HEAD).put(Bridge.OUT).putInt(port).flip());
        ByteBuffer greeting = ByteBuffer.allocate(16);
        return door.read(greeting) < 0 ? "" : new String(greeting.array());
      }
    }

    private static String filled(int mebibytes) throws IOException {
      List<Path> files = new ArrayList<>();
      try {
        for (int i = 0; i < mebibytes; i++) {
          files.add(Files.createTempFile("fill", ""));
          Files.write(files.get(i), new byte[CHUNK]);
        }
        return mebibytes + " MiB written";
      } finally {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }

    private static String started(int threads) {
      CountDownLatch end = new CountDownLatch(1);
      try {
        for (int i = 0; i < threads; i++) {
          Thread thread = new Thread(() -> await(end));
          thread.setDaemon(true);
          thread.start();
        }
        return threads + " threads";
      } finally {
        end.countDown();
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static String taken(int mebibytes) throws ReflectiveOperationException {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Unsafe unsafe = (Unsafe) field.get(null);
      for (int i = 0; i < mebibytes; i++) {
        unsafe.setMemory(unsafe.allocateMemory(CHUNK), CHUNK, (byte) 1);
      }
      return mebibytes + " MiB taken";
    }

    private static String flooded(int mebibytes) {
      byte[] zeros = new byte[CHUNK];
      PrintStream out = System.out;
      for (int i = 0; i < mebibytes; i++) {
        out.write(zeros, 0, CHUNK);
      }
      return String.format(Locale.ROOT, "%d MiB printed", mebibytes);
    }

    @Override
    public String greeting(String server) throws IOException {
      return greeted(server);
    }

    @Override
    public int listen(String host) throws IOException {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName(host));
      Thread thread = new Thread(() -> greetAll(listener));
      thread.setDaemon(true);
      thread.start();
      return listener.getLocalPort();
    }
  }

  /** Does nothing until it is killed, whatever becomes of who has started it. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] arguments) {
      System.out.println("up");
      while (true) {
        LockSupport.park();
      }
    }
  }

  /** Greets everybody who connects. */
  static void greetAll(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.getOutputStream().write("hello".getBytes());
      } catch (IOException e) {
        // It has gone.
      }
    }
  }
}
