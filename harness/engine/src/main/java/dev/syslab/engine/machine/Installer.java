package dev.syslab.engine.machine;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.process.Child;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the commands that bring what is missing, where this user may. */
public final class Installer {
  private final Consumer<String> say;

  /**
   * @param say told what is about to be done
   */
  public Installer(Consumer<String> say) {
    this.say = say;
  }

  /** The command that installs Debian packages here; empty where there is no apt. */
  static List<String> install(String... debianPackages) {
    if (Machine.onPath("apt-get").isEmpty()) {
      return List.of();
    }
    List<String> command = asRoot("apt-get", "install", "-y", "--no-install-recommends");
    command.addAll(List.of(debianPackages));
    return command;
  }

  static List<String> asRoot(String... words) {
    List<String> command = new ArrayList<>(isRoot() ? List.of() : List.of("sudo"));
    command.addAll(List.of(words));
    return command;
  }

  /**
   * Brings it.
   *
   * @throws LabException if this user may not, or the command fails; the message holds the command
   *     to run by hand
   */
  public void bring(Need need) {
    if (need.fix().isEmpty()) {
      throw new LabException(Kind.TROUBLE, need.what() + ": " + need.seen());
    }
    if (!isRoot() && !sudoIsFree()) {
      throw new LabException(
          Kind.TROUBLE,
          need.what()
              + ": "
              + need.seen()
              + "\nThis command installs it; it needs root:\n  "
              + need.fixText());
    }
    say.accept("missing: " + need.what() + ". Running: " + need.fixText());
    if (need.fix().contains("apt-get")) {
      // The lists of a new machine are empty or old.
      run(asRoot("apt-get", "update", "-qq"));
    }
    if (run(need.fix()) != 0) {
      throw new LabException(
          Kind.TROUBLE, "the command failed; run it by hand to see why:\n  " + need.fixText());
    }
  }

  private static int run(List<String> command) {
    // A package must not start a server of its own: Syslab starts its own ones. Runlevel 1 is
    // Debian's way to say so.
    return new Child(command)
        .silent()
        .with("DEBIAN_FRONTEND", "noninteractive")
        .with("RUNLEVEL", "1")
        .run()
        .code();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean sudoIsFree() {
    return Machine.onPath("sudo").isPresent()
        && new Child("sudo", "-n", "true").silent().run().well();
  }
}
