package dev.syslab.services.process;

import dev.syslab.services.base.ServiceException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The class path of Java programs that outlive the command which starts them. */
public final class BuiltClassPath {

  private BuiltClassPath() {}

  /**
   * This module and what it needs, as the build wrote it down: the class path of the caller may be
   * a passing jar.
   */
  public static String text() {
    try (InputStream in =
        BuiltClassPath.class.getResourceAsStream("/dev/syslab/services/classpath.txt")) {
      if (in == null) {
        throw new ServiceException(
            "the build of harness/services is not complete: run mvn -q compile");
      }
      String own =
          Path.of(BuiltClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString();
      return own
          + File.pathSeparator
          + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException | URISyntaxException e) {
      throw new ServiceException(
          "cannot read the class path that the build wrote down: " + e.getMessage(), e);
    }
  }
}
