package dev.syslab.subject.process;

import java.util.Map;

/**
 * The environment variables of the subject that this program serves. One program may serve several,
 * one after the other, and the system always returns the environment of the first. Calls of a
 * subject's own classes to the system are redirected here.
 */
public final class Variables {
  private static volatile Map<String, String> all = System.getenv();

  private Variables() {}

  /** Stands in for {@link System#getenv()}. */
  public static Map<String, String> all() {
    return all;
  }

  /** Stands in for {@link System#getenv(String)}. */
  public static String get(String name) {
    return all.get(name);
  }

  /** Replaces the environment. */
  public static void replace(Map<String, String> variables) {
    all = Map.copyOf(variables);
    Clocks.set(all.get(Clocks.OFFSET));
  }
}
