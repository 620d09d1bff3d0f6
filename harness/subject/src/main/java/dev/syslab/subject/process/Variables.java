package dev.syslab.subject.process;

import java.util.Map;

/**
 * The environment variables of the subject that this program serves. One program may serve several,
 * one after the other, and what the system tells is the environment of the first. A subject's own
 * classes that ask the system are led here.
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

  /** From now on, these are the environment. */
  public static void replace(Map<String, String> variables) {
    all = Map.copyOf(variables);
    Clocks.set(all.get(Clocks.OFFSET));
  }
}
