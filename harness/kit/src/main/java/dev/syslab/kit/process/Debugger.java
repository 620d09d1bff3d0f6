package dev.syslab.kit.process;

import java.util.Map;

/** Opens the subjects' virtual machines for a debugger. */
public final class Debugger {
  /** Where a debugger finds the first process of a test; the others follow, a port each. */
  public static final int PORT = 5005;

  private Debugger() {}

  /**
   * What opens the process with this id. The first waits for a debugger before it runs; a second
   * one that waited too would keep every test of several replicas from beginning.
   */
  public static Map<String, String> environment(int id) {
    return Map.of(
        "JDK_JAVA_OPTIONS",
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=127.0.0.1:%d"
            .formatted(id == 0 ? "y" : "n", PORT + id));
  }
}
