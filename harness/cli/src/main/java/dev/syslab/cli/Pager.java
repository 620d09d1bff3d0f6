package dev.syslab.cli;

import dev.syslab.engine.process.Child;
import java.io.PrintWriter;

/** Shows a long text: on a terminal through {@code $PAGER}, as git and man do. */
final class Pager {
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
    // Short texts are not paged, and what was read stays on the screen.
    int code =
        new Child("/bin/sh", "-c", pager)
            .reading(text)
            .printingToTerminal()
            .withDefault("LESS", "FRX")
            .withDefault("LESSCHARSET", "utf-8")
            .run()
            .code();
    return code != Child.NOT_FOUND;
  }
}
