package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The compiler of the running JDK, for as long as the process lives: the archives of a class path
 * stay open, since reading their directories takes longer than compiling a lab's few classes. An
 * archive must not change meanwhile; folders may.
 */
final class Javac {
  private static final List<String> OPTIONS =
      List.of(
          "--release",
          "17",
          "-parameters",
          "-g",
          "-proc:none",
          // A subject lives for a second or two: see the root pom.
          "-XDstringConcat=inline");

  private JavaCompiler compiler;
  private StandardJavaFileManager files;

  /**
   * Compiles, one caller at a time.
   *
   * @param found receives what the compiler has to say
   * @return whether there was no error
   * @throws LabException if this Java is not a JDK
   */
  synchronized boolean compile(
      List<JavaFileObject> units,
      List<Path> classpath,
      Path target,
      DiagnosticCollector<JavaFileObject> found)
      throws IOException {
    if (units.isEmpty()) {
      return true;
    }
    open();
    // Also forgets what was found for another class path.
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, classpath);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(target));
    return compiler.getTask(null, files, found, OPTIONS, null, units).call();
  }

  private void open() {
    if (files != null) {
      return;
    }
    compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new LabException(
          Kind.TROUBLE,
          "this Java has no compiler: install a JDK (17 or later), not a JRE, and set JAVA_HOME to it");
    }
    files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
  }
}
