package dev.syslab.kit.process;

import dev.syslab.kit.process.Isolation.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The available kinds of isolation. */
public final class Isolations {
  /** One kind of isolation. */
  public enum Way {
    /** Namespaces made by bubblewrap. */
    BUBBLEWRAP,
    /** Containers of the Docker engine. */
    DOCKER;

    /**
     * Finds it on this machine.
     *
     * @throws UnavailableException if it does not work here
     */
    public Isolation find() throws UnavailableException {
      return this == BUBBLEWRAP ? Bubblewrap.find() : DockerIsolation.find();
    }
  }

  private Isolations() {}

  /**
   * The requested one; if none is requested, the first that works.
   *
   * @throws UnavailableException with the reason of each that was tried
   */
  public static Isolation find(Optional<Way> asked) throws UnavailableException {
    List<String> reasons = new ArrayList<>();
    for (Way way : asked.map(List::of).orElse(List.of(Way.values()))) {
      try {
        return way.find();
      } catch (UnavailableException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new UnavailableException(String.join("; and ", reasons));
  }
}
