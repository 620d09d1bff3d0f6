package dev.syslab.services.postgresql;

import dev.syslab.services.base.ServiceException;
import dev.syslab.services.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root; CI containers often are. This is the user that runs it
 * instead.
 */
public enum PostgresUser {
  /** The current user, who is not root. */
  SELF(List.of(), ""),
  /**
   * Root that is nobody inside a user namespace: the files stay root's own, and no folder needs to
   * be opened to others.
   */
  UNMAPPED(List.of("unshare", "-U"), ""),
  /** Where the kernel forbids user namespaces: nobody, to whom the data folder is given. */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), "-nobody");

  private static final Duration BOUND = Duration.ofMinutes(1);

  private final List<String> prefix;
  private final String suffix;

  PostgresUser(List<String> prefix, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
  }

  private static final class Here {
    static final PostgresUser USER = find();
  }

  static PostgresUser here() {
    return Here.USER;
  }

  private static PostgresUser find() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return SELF;
    }
    try {
      return Command.of("unshare", "-U", "true").run(BOUND).exitCode() == 0 ? UNMAPPED : NOBODY;
    } catch (ServiceException e) {
      return NOBODY;
    }
  }

  public List<String> wrap(List<String> command) {
    List<String> wrapped = new ArrayList<>(prefix);
    wrapped.addAll(command);
    return wrapped;
  }

  /** Keeps the template of one user apart from another's. */
  public String suffix() {
    return suffix;
  }

  /** Lets the user own a file, or a folder, made if absent, with all that is in it. */
  public void give(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
    }
    if (this == NOBODY) {
      Command.of("chown", "-R", "65534:65534", folder.toString()).require(BOUND);
    }
  }
}
