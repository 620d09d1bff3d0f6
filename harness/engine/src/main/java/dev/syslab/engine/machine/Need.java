package dev.syslab.engine.machine;

import java.util.List;

/**
 * Something that Syslab can use on this machine.
 *
 * @param what what it is, and what it is for
 * @param there whether it is here
 * @param required whether nothing works without it
 * @param seen what was found, in a few words
 * @param fix the command that brings it, as words; empty if there is none
 */
public record Need(String what, boolean there, boolean required, String seen, List<String> fix) {

  /** The command as a person types it. */
  public String fixText() {
    return String.join(" ", fix);
  }
}
