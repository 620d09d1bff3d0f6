package dev.syslab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Shows a long text: on a terminal through {@code $PAGER}, as git and man do. */
final class Pager {
  private static final int NO_SUCH_COMMAND = 127;

  private Pager() {}

  static void show(PrintWriter out, String text) {
    if (!Ansi.terminal() || !paged(text)) {
      out.print(text);
      out.flush();
    }
  }

  private static boolean paged(String text) {
    String pager = System.getenv("PAGER");
    if (pager == null) {
      pager = "less";
    }
    if (pager.isBlank() || pager.equals("cat")) {
      return false;
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", pager).inheritIO();
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    // Short texts are not paged, and what was read stays on the screen.
    builder.environment().putIfAbsent("LESS", "FRX");
    builder.environment().putIfAbsent("LESSCHARSET", "utf-8");
    try {
      Process process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The reader has left before the end.
      }
      return process.waitFor() != NO_SUCH_COMMAND;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
