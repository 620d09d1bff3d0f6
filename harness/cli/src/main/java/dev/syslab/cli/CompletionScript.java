package dev.syslab.cli;

import dev.syslab.engine.scaffold.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes completion scripts: tables of the verbs and options, read off the commands themselves, and
 * the few lines of each shell that look words up there. What depends on the checkout (labs, stages,
 * hints) is read from its files when a word is completed; no virtual machine is started.
 */
final class CompletionScript {
  private static final String NOTHING = "none";

  /** The shells. */
  enum Shell {
    BASH,
    ZSH
  }

  private CompletionScript() {}

  static String of(CommandLine root, Shell shell) {
    List<CommandSpec> verbs =
        root.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(verb -> !verb.usageMessage().hidden())
            .toList();
    String name = shell.name().toLowerCase(Locale.ROOT);
    return "# Completion of ./lab for "
        + name
        + ". Made by: ./lab completion "
        + name
        + "\n\n"
        + verbs(verbs)
        + flags(verbs)
        + values(verbs)
        + positions(verbs)
        + resource("common.sh")
        + "\n"
        + resource(name + ".sh");
  }

  private static String verbs(List<CommandSpec> verbs) {
    return function(
        "_syslab_verbs",
        "cat <<'END'\n"
            + verbs.stream()
                .map(verb -> described(verb.name(), first(verb.usageMessage().description())))
                .collect(Collectors.joining())
            + "END\n");
  }

  private static String flags(List<CommandSpec> verbs) {
    return function(
        "_syslab_flags",
        cases(
            "$1",
            verbs.stream()
                .map(
                    verb ->
                        verb.name()
                            + ") cat <<'END'\n"
                            + verb.options().stream()
                                .map(o -> described(o.longestName(), first(o.description())))
                                .collect(Collectors.joining())
                            + "END\n      ;;")));
  }

  private static String values(List<CommandSpec> verbs) {
    return function(
        "_syslab_value",
        "_syslab_kind=\n"
            + cases(
                "$1:$2",
                verbs.stream()
                    .flatMap(
                        verb ->
                            verb.options().stream()
                                .filter(option -> option.arity().max() > 0)
                                .flatMap(
                                    option ->
                                        Stream.of(option.names())
                                            .map(n -> set(verb.name() + ":" + n, kind(option)))))));
  }

  private static String positions(List<CommandSpec> verbs) {
    return function(
        "_syslab_position",
        "_syslab_kind=\n"
            + cases(
                "$1:$2",
                verbs.stream()
                    .flatMap(
                        verb ->
                            verb.positionalParameters().stream()
                                .map(one -> set(verb.name() + ":" + index(one), kind(one))))));
  }

  /** The number of a positional parameter as a shell's pattern, from 1. */
  private static String index(PositionalParamSpec parameter) {
    var index = parameter.index();
    return index.max() > index.min() ? "*" : Integer.toString(index.min() + 1);
  }

  /** Which words fit: a kind that the scripts know, or the words themselves. */
  private static String kind(ArgSpec argument) {
    Class<?> type =
        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(",", "=", ""));
    }
    if (type == Path.class) {
      return "files";
    }
    if (argument instanceof OptionSpec option && option.longestName().equals("--stage")) {
      return "stages";
    }
    return switch (argument.paramLabel()) {
      case "<lab>" -> "labs";
      case "<stage>" -> "stages";
      case "<hint>" -> "hints";
      case "<language>" ->
          Stream.of(Language.values()).map(Language::id).collect(Collectors.joining(",", "=", ""));
      case "S" ->
          argument instanceof OptionSpec option && option.longestName().equals("--subject")
              ? "subjects"
              : NOTHING;
      default -> NOTHING;
    };
  }

  private static String set(String pattern, String kind) {
    return pattern + ") _syslab_kind=" + kind + " ;;";
  }

  private static String described(String word, String description) {
    return word + ":" + description + "\n";
  }

  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replace("%%", "%").replace("$$", "$");
  }

  private static String cases(String subject, Stream<String> cases) {
    return "case "
        + subject
        + " in\n"
        + cases.map(one -> "    " + one + "\n").collect(Collectors.joining())
        + "  esac\n";
  }

  private static String function(String name, String body) {
    return name + "() {\n  " + body + "}\n\n";
  }

  private static String resource(String name) {
    try (InputStream in = CompletionScript.class.getResourceAsStream("/completion/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
