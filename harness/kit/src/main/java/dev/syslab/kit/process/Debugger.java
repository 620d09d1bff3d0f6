package dev.syslab.kit.process;

import java.util.Map;

/** Opens the subjects' JVMs to a debugger. */
public final class Debugger {
  /** The debugger's port for the first process of a test; the others use the ports that follow. */
  public static final int PORT = 5005;

  private Debugger() {}

  /**
   * The option that opens the process with this id. The first process waits for a debugger before
   * it runs; if the second one waited too, no test with several replicas could begin.
   */
  public static Map<String, String> environment(int id) {
    return Map.of(
        "JDK_JAVA_OPTIONS",
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=127.0.0.1:%d"
            .formatted(id == 0 ? "y" : "n", PORT + id));
  }
}
