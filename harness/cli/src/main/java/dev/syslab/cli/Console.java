package dev.syslab.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a command was typed.
 *
 * @param directory what the relative paths of its arguments start from
 * @param colours whether what it prints is shown on a terminal that may be coloured
 */
record Console(PrintWriter out, PrintWriter err, Path directory, boolean colours) {
  /** This process's own. */
  static Console ofThisProcess() {
    return of(System.out, System.err, Path.of("").toAbsolutePath(), Ansi.wanted());
  }

  static Console of(OutputStream out, OutputStream err, Path directory, boolean colours) {
    return new Console(writer(out), writer(err), directory, colours);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
