package dev.syslab.engine.verify;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser in which the labs' pages are tested. */
public final class Chromium {
  /** What is missing where {@link #find} finds nothing, and how to get it. */
  public static final String MISSING = "Chromium is not installed (apt-get install chromium)";

  private Chromium() {}

  /** The first one on the path; empty if there is none. */
  public static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
