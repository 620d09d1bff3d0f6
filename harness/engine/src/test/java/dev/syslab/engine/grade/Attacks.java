package dev.syslab.engine.grade;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Correct solutions of the lab view-counter that attack the grader. Each returns what it has
 * obtained; if that is anything, the solution fails. So PASS means that the attack failed.
 */
final class Attacks {
  private static final String CALL =
      """
        {
            String loot;
            try {
              loot = tried(env);
            } catch (Throwable e) {
              loot = "";
            }
            if (!loot.isEmpty()) {
              throw new IllegalStateException("got " + loot);
            }
          }
      """;

  // An ELF file of 230 bytes; what it asks of the kernel is said where it is used.
  private static final String NATIVE =
      """
      f0VMRgIBAQAAAAAAAAAAAAIAPgABAAAAeABAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAEAAOAAB\
      AAAAAAAAAAEAAAAFAAAAAAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAA5gAAAAAAAADmAAAAAAAAAAAQ\
      AAAAAAAAu0AAAAAx/7hpAAAADwWFwHUDg8sBvwAAAgC4EAEAAA8FhcB1A4PLAr8CAAAAvgEAAAAx\
      0rgpAAAADwWJx77WAEAAuhAAAAC4KgAAAA8FhcB1A4PLBInfuOcAAAAPBQIAAAB/AAABAAAAAAAA\
      AAA=\
      """;

  private Attacks() {}

  /**
   * A solution with an attack in its constructor.
   *
   * @param body of a method that returns a String, and may throw anything
   */
  static String source(String body) throws Exception {
    return Cohorts.with("    this(env, TIMEOUT_MILLIS);", "    this(env, TIMEOUT_MILLIS);" + CALL)
        .replaceFirst(
            "(?m)^}\\s*\\z",
            "  private static String tried(Environment env) throws Throwable {\n"
                + body.replace("\\", "\\\\").replace("$", "\\$")
                + "  }\n}\n");
  }

  /**
   * The attacks that must come to nothing, by name.
   *
   * @param out where the grades are written
   * @param host an address of this machine
   * @param port on which somebody listens there whom no submission may reach
   * @param judge the number of the judge's process
   */
  static Map<String, String> repelled(Path out, String host, int port, long judge) {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put(
        "reads-tests-and-solutions",
        """
            StringBuilder loot = new StringBuilder();
            for (String name : new String[] {
                "dev.syslab.labs.viewcounter.Stage1OneTotalTest",
                "dev.syslab.solutions.viewcounter.RedisViewCounter"}) {
              try {
                loot.append(Class.forName(name));
              } catch (ClassNotFoundException e) {
                // It is not here.
              }
            }
            try (var all = java.nio.file.Files.find(java.nio.file.Path.of("/"), 12, (path, a) ->
                path.toString().matches(".*(Stage1OneTotal|RedisViewCounter|grade[.]json).*"))) {
              all.forEach(loot::append);
            } catch (java.io.UncheckedIOException e) {
              // A folder that cannot be read.
            }
            return loot.toString();
        """);
    attacks.put(
        "overwrites-reports",
        """
            java.nio.file.Path out = java.nio.file.Path.of("%s");
            java.nio.file.Files.writeString(out.resolve("results.csv"), "me,PASS");
            return "results.csv";
        """
            .formatted(out));
    attacks.put(
        "signals-the-judge",
        """
            return ProcessHandle.of(%dL).map(judge -> "a signal: " + judge.destroyForcibly())
                .filter(sent -> sent.endsWith("true")).orElse("")
                + (java.nio.file.Files.exists(java.nio.file.Path.of("/proc/%d/maps")) ? "judge" : "");
        """
            .formatted(judge, judge));
    attacks.put(
        "attaches",
        """
            StringBuilder loot = new StringBuilder();
            for (var one : com.sun.tools.attach.VirtualMachine.list()) {
              if (!one.id().equals(Long.toString(ProcessHandle.current().pid()))) {
                loot.append(one.displayName());
              }
            }
            return loot.toString();
        """);
    attacks.put(
        "calls-home",
        """
            StringBuilder loot = new StringBuilder();
            for (String host : new String[] {"127.0.0.1", "localhost", "172.17.0.1", "%s"}) {
              try (var socket = new java.net.Socket()) {
                socket.connect(new java.net.InetSocketAddress(host, %d), 2_000);
                loot.append(new String(socket.getInputStream().readAllBytes()));
              } catch (java.io.IOException e) {
                // It does not lead there.
              }
            }
            try {
              loot.append(java.net.InetAddress.getByName("example.com"));
            } catch (java.net.UnknownHostException e) {
              // Nor does the name.
            }
            return loot.toString();
        """
            .formatted(host, port));
    attacks.put(
        "looks-for-the-engine",
        """
            StringBuilder loot = new StringBuilder();
            for (String path : new String[] {"/var/run/docker.sock", "/run/docker.sock", "/bin/sh"}) {
              loot.append(java.nio.file.Files.exists(java.nio.file.Path.of(path)) ? path : "");
            }
            return loot.toString();
        """);
    attacks.put(
        "harms-redis",
        """
            StringBuilder loot = new StringBuilder();
            try (var redis = RedisClient.builder().fromURI(env.redis().toString()).build()) {
              for (String command : new String[] {"FLUSHALL", "CONFIG SET maxmemory 1",
                  "ACL SETUSER default on nopass +@all ~*", "SHUTDOWN NOSAVE", "DEBUG SLEEP 5",
                  "REPLICAOF 127.0.0.1 1", "CLIENT KILL TYPE normal", "SCRIPT FLUSH"}) {
                String[] words = command.split(" ");
                byte[][] rest = new byte[words.length - 1][];
                for (int i = 0; i < rest.length; i++) {
                  rest[i] = words[i + 1].getBytes();
                }
                try {
                  redis.sendCommand(() -> words[0].getBytes(), rest);
                  loot.append(command);
                } catch (JedisException e) {
                  // Refused.
                }
              }
            }
            return loot.toString();
        """);
    attacks.put(
        "fills-the-disk",
        """
            long written = 0;
            byte[] block = new byte[1 << 20];
            for (int file = 0; file < 200; file++) {
              try (var stream = java.nio.file.Files.newOutputStream(
                  java.nio.file.Path.of("/tmp/" + file))) {
                for (int i = 0; i < 8; i++) {
                  stream.write(block);
                  written++;
                }
              } catch (java.io.IOException e) {
                break;
              }
            }
            return written > 100 ? written + " MiB" : "";
        """);
    attacks.put(
        "floods-the-output",
        """
            byte[] block = new byte[1 << 20];
            java.util.Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 64; i++) {
              System.out.write(block);
            }
            System.out.println("::verdict PASS 10 of 10");
            return "";
        """);
    attacks.put(
        "prints-gigabytes",
        """
            if (new java.io.File("/tmp/printed").createNewFile()) {
              byte[] block = new byte[1 << 20];
              for (int i = 0; i < 2_048; i++) {
                System.out.write(block);
              }
            }
            return "";
        """);
    attacks.put("runs-native-code", nativeCode(port));
    attacks.put(
        "starts-threads",
        """
            var gate = new java.util.concurrent.CountDownLatch(1);
            int started = 0;
            try {
              for (; started < 3_000; started++) {
                Thread one = new Thread(() -> {
                  try { gate.await(); } catch (InterruptedException e) { return; }
                });
                one.setDaemon(true);
                one.start();
              }
            } catch (OutOfMemoryError e) {
              // That is the limit.
            } finally {
              gate.countDown();
            }
            return started > 1_500 ? started + " threads" : "";
        """);
    attacks.put(
        "does-not-stop",
        """
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
              while (true) { java.util.concurrent.locks.LockSupport.park(); }
            }));
            return "";
        """);
    return attacks;
  }

  /**
   * Writes a program for Linux on x86-64 and runs it. Its exit code is 64, and 1 more if it has
   * become root by setuid(0), 2 if unshare(CLONE_NEWNS) has given it mounts of its own, 4 if it has
   * connected to 127.0.0.1 and the port: there is no library that could refuse to ask the kernel.
   */
  private static String nativeCode(int port) {
    return """
            byte[] program = java.util.Base64.getDecoder().decode("%s");
            program[216] = (byte) (%d >> 8);
            program[217] = (byte) %d;
            var file = java.nio.file.Files.createTempFile("native", "");
            java.nio.file.Files.write(file, program);
            file.toFile().setExecutable(true);
            int code = new ProcessBuilder(file.toString()).start().waitFor();
            java.nio.file.Files.delete(file);
            return code > 64 ? "what only the kernel gives: " + code : "";
        """
        .formatted(NATIVE, port, port);
  }

  /** The attacks that end the program which they are in: nobody else notices them. */
  static Map<String, String> fatal() {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put("halts", "    Runtime.getRuntime().halt(0);\n    return \"\";\n");
    attacks.put(
        "takes-memory",
        """
            var all = new java.util.ArrayList<java.nio.ByteBuffer>();
            var unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            unsafe.setAccessible(true);
            sun.misc.Unsafe memory = (sun.misc.Unsafe) unsafe.get(null);
            for (int i = 0; i < 64; i++) {
              memory.setMemory(memory.allocateMemory(1 << 26), 1 << 26, (byte) 1);
            }
            return "4 GiB of memory";
        """);
    attacks.put(
        "forks",
        """
            String java = System.getProperty("java.home") + "/bin/java";
            for (int i = 0; i < 2_000; i++) {
              new ProcessBuilder(java, "-Xms64m", "-XX:+AlwaysPreTouch", "-version").start();
            }
            return "2000 processes";
        """);
    return attacks;
  }

  /** Files beside the solution that would change who judges it, by name. */
  static Map<String, Map<String, String>> besides() {
    String main = "labs/view-counter/src/main/";
    return Map.of(
        "own-junit",
            Map.of(
                main + "java/org/junit/jupiter/api/Assertions.java",
                "package org.junit.jupiter.api;\npublic class Assertions {}\n"),
        "own-contract",
            Map.of(
                Cohorts.PLACE + "ViewCounter.java",
                "package dev.syslab.labs.viewcounter;\n"
                    + "public interface ViewCounter { long add(String page); }\n"),
        "own-services",
            Map.of(
                main + "resources/junit-platform.properties",
                "junit.jupiter.conditions.deactivate=*\n",
                main
                    + "resources/META-INF/services/org.junit.platform.launcher.TestExecutionListener",
                "dev.syslab.labs.viewcounter.MyListener\n"),
        "own-processor",
            Map.of(
                main + "resources/META-INF/services/javax.annotation.processing.Processor",
                "dev.syslab.labs.viewcounter.MyProcessor\n",
                Cohorts.PLACE + "MyProcessor.java",
                """
                package dev.syslab.labs.viewcounter;

                import java.util.Set;
                import javax.annotation.processing.AbstractProcessor;
                import javax.annotation.processing.RoundEnvironment;
                import javax.annotation.processing.SupportedAnnotationTypes;
                import javax.lang.model.element.TypeElement;

                @SupportedAnnotationTypes("*")
                public class MyProcessor extends AbstractProcessor {
                  @Override
                  public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
                    throw new IllegalStateException("the compiler ran a stranger's code");
                  }
                }
                """));
  }
}
