package dev.syslab.cli;

import picocli.CommandLine.Command;

/** {@code ./lab down}: ends the warm servers. */
@Command(name = "down", description = "Stop the warm servers now, and remove their files.")
final class DownCommand extends Verb {
  @Override
  public Integer call() {
    int ended = context().services().down();
    out()
        .println(
            ended == 0
                ? "No server was running."
                : ended + (ended == 1 ? " server stopped." : " servers stopped."));
    return 0;
  }
}
