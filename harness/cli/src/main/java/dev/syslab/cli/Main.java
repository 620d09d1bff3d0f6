package dev.syslab.cli;

import dev.syslab.engine.LabException;
import dev.syslab.engine.lab.Names;
import dev.syslab.services.base.ServiceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * The front door: reads the command line, runs one verb, and turns what it throws into a message
 * and an exit code.
 */
public final class Main {
  /** Wrong usage, by the convention of {@code sysexits.h}. */
  static final int USAGE = 64;

  /** Inconclusive, or a server or the machine stands in the way. */
  static final int TROUBLE = 2;

  /** Something fails. */
  static final int FAILED = 1;

  /** How many letters may differ from the verb or option that was probably meant. */
  private static final int CLOSE = 3;

  private Main() {}

  public static void main(String[] arguments) {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    OptionalInt judged = JudgeClient.run(arguments);
    int code = judged.isPresent() ? judged.getAsInt() : run(arguments);
    leave(code);
    System.exit(code);
  }

  /** Where the front door wants to know that the code is this program's own. */
  private static void leave(int code) {
    String file = System.getenv("SYSLAB_EXIT_CODE");
    if (file != null) {
      try {
        Files.writeString(Path.of(file), Integer.toString(code));
      } catch (IOException e) {
        // Then it counts as no verdict.
      }
    }
  }

  static int run(String... arguments) {
    try (Context context = new Context(Console.ofThisProcess())) {
      return run(context, arguments);
    }
  }

  static int run(Context context, String... arguments) {
    Console console = context.console();
    Ansi.use(console.colours());
    CommandLine command = new CommandLine(new LabCommand(context));
    command.setOut(console.out());
    command.setErr(console.err());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.mode()));
    command.setParameterExceptionHandler(Main::misused);
    command.setExecutionExceptionHandler(Main::failed);
    return command.execute(arguments);
  }

  private static int misused(CommandLine.ParameterException error, String[] arguments) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(error.getMessage());
    suggestion(error).ifPresent(near -> err.println("Did you mean " + near + "?"));
    err.println("See ./lab " + path(error.getCommandLine()) + "--help");
    return USAGE;
  }

  /** The verb or option that was probably meant. */
  private static Optional<String> suggestion(CommandLine.ParameterException error) {
    if (!(error instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = error.getCommandLine();
    Set<String> known = new TreeSet<>(command.getSubcommands().keySet());
    known.addAll(command.getCommandSpec().optionsMap().keySet());
    return Names.nearest(unmatched.getUnmatched().get(0), known, CLOSE);
  }

  private static String path(CommandLine command) {
    return command.getParent() == null ? "" : command.getCommandName() + " ";
  }

  private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (error instanceof LabException known) {
      command.getErr().println(known.getMessage());
      return switch (known.kind()) {
        case USAGE -> USAGE;
        case SUBJECT -> FAILED;
        case TROUBLE -> TROUBLE;
      };
    }
    if (error instanceof ServiceException trouble) {
      command.getErr().println(trouble.getMessage());
      return TROUBLE;
    }
    if (System.getenv("SYSLAB_TRACE") != null) {
      throw error;
    }
    command
        .getErr()
        .println(
            "this is a bug in Syslab itself: "
                + error
                + "\nFor the details: SYSLAB_TRACE=1 ./lab …");
    return TROUBLE;
  }
}
