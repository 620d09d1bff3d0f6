package dev.syslab.engine.scaffold;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A language in which {@code ./lab new-subject} begins a program. */
public enum Language {
  JAVASCRIPT(
      "js",
      "-",
      Map.of("npmrc", ".npmrc", "package.json", "package.json"),
      Stream.of("arguments await delete eval export function in let typeof".split(" ")),
      new TypeNames(Map.of(), "", "", "%s", "%s", "%s")),

  PYTHON(
      "py",
      "_",
      Map.of("requirements.txt", "requirements.txt"),
      Stream.of(
          "and async as await def del elif except from global in is lambda nonlocal not or pass"
              .split(" ")),
      new TypeNames(
          TypeNames.with(Map.of("void", "None"), "int", "int", "float", "bool"),
          "str",
          "dict",
          "%s | None",
          "list[%s]",
          "dict[str, %s]")),

  GO(
      "go",
      "_",
      Map.of("go.mod", "go.mod"),
      Stream.of(),
      new TypeNames(
          TypeNames.with(
              Map.of("byte[]", "[]byte", "void", "any"), "int", "int64", "float64", "bool"),
          "string",
          "",
          "*%s",
          "[]%s",
          "map[string]%s")),

  RUST(
      "rs",
      "_",
      Map.of("Cargo.toml", "Cargo.toml"),
      Stream.of(
          "as async await const dyn enum extern fn in let loop match mod move mut pub ref static struct trait type unsafe use where"
              .split(" ")),
      new TypeNames(
          TypeNames.with(Map.of("void", "()"), "i32", "i64", "f64", "bool"),
          "String",
          "",
          "Option<%s>",
          "Vec<%s>",
          "HashMap<String, %s>")) {
    @Override
    String own(String name) {
      String snake = Names.kebab(name).replace('-', '_');
      return isReserved(snake) ? "r#" + snake : snake;
    }
  };

  private static final int CLOSE = 3;

  private final String extension;
  private final String hyphen;
  private final Map<String, String> extra;
  private final Set<String> reserved;
  private final TypeNames types;

  Language(
      String extension,
      String hyphen,
      Map<String, String> extra,
      Stream<String> reserved,
      TypeNames types) {
    this.extension = extension;
    this.hyphen = hyphen;
    this.extra = extra;
    this.reserved = Set.copyOf(reserved.toList());
    this.types = types;
  }

  /**
   * The language that is meant.
   *
   * @throws LabException if it is none of these; names the nearest
   */
  public static Language of(String name) {
    List<String> known = Stream.of(values()).map(Language::id).toList();
    if (!known.contains(name)) {
      throw new LabException(
          Kind.USAGE,
          "there is no skeleton for “%s”. %s"
              .formatted(
                  name,
                  Names.nearest(name, known, Math.min(CLOSE, name.length() / 2))
                      .map(near -> "Did you mean " + near + "?")
                      .orElse(
                          "Available: "
                              + String.join(", ", known)
                              + "; for other languages, see docs/any-language.md.")));
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What it is called on the command line, and what its folder is called. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The templates, and what is written from each. */
  Map<String, String> files(String type) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("methods.txt", module(type) + "." + extension);
    files.put("errors.txt", "errors." + extension);
    files.put("server.txt", "server." + extension);
    files.putAll(extra);
    files.put("subject.properties", "subject.properties");
    return files;
  }

  /** The name of a class's file, without its ending. */
  String module(String type) {
    return Names.kebab(type).replace("-", hyphen);
  }

  /** A name of the contract, or another one where the language keeps that for itself. */
  String own(String name) {
    return isReserved(name) ? name + "_" : name;
  }

  /** Whether functions are named with underscores, as {@code illegal_argument}. */
  boolean inSnakeCase() {
    return this == PYTHON || this == RUST;
  }

  boolean isReserved(String name) {
    return reserved.contains(name);
  }

  TypeNames types() {
    return types;
  }
}
