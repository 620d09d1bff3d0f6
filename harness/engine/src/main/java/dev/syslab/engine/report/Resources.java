package dev.syslab.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files on this program's class path. */
final class Resources {
  private Resources() {}

  static InputStream open(String path) {
    InputStream stream = Resources.class.getClassLoader().getResourceAsStream(path);
    if (stream == null) {
      throw new IllegalStateException(path + " is not on the class path");
    }
    return stream;
  }

  /** A file of the report's own. */
  static String report(String name) {
    try (InputStream stream = open("report/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
