package dev.syslab.engine.language;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lab's contract as a program in any language serves it: paths, JSON, errors. */
public final class ContractPage {
  private final Class<?> contract;
  private final Path source;
  private final String shownSource;
  private final WireTypes types = new WireTypes();

  public ContractPage(CompiledLab lab) {
    this.contract = lab.contract();
    this.source =
        lab.folder().mainSources().resolve(contract.getName().replace('.', '/') + ".java");
    this.shownSource = lab.folder().shown(source);
  }

  /** The page, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Method method : methods()) {
      lines.add("POST /" + method.getName() + "  " + arguments(method));
      lines.add("  200  " + types.of(method.getGenericReturnType()));
      if (method.getExceptionTypes().length > 0) {
        lines.add("  422  " + names(Stream.of(method.getExceptionTypes())));
      }
    }
    lines.add("Each may also answer 422 with IllegalArgumentException or IllegalStateException.");
    for (List<String> part : List.of(shapes(), constants())) {
      if (!part.isEmpty()) {
        lines.add("");
        lines.addAll(part);
      }
    }
    lines.add("");
    lines.add(
        "The comments above each method say what it promises: "
            + shownSource
            + ". How to serve it: docs/subject-protocol.md.");
    return lines;
  }

  /** What each record and enum of the methods looks like in JSON, a line each. */
  public List<String> shapes() {
    methods().forEach(this::call);
    return types.named().entrySet().stream()
        .map(type -> type.getKey() + "  " + type.getValue())
        .toList();
  }

  /** What a type looks like in JSON. */
  public String shape(Class<?> type) {
    types.of(type);
    return types.named().getOrDefault(type.getSimpleName(), "");
  }

  /** What the contract promises, as plain text. */
  public DocComments comments() {
    return new DocComments(text());
  }

  /** The contract's constants, a line each. */
  public List<String> constants() {
    return Stream.of(contract.getFields())
        .map(field -> field.getName() + "  " + value(field))
        .toList();
  }

  /** A method as a request and its answer, in one line. */
  public String call(Method method) {
    String request = "POST /" + method.getName() + " " + arguments(method);
    return method.getReturnType() == void.class
        ? request
        : request + " → " + types.of(method.getGenericReturnType());
  }

  /** In the order of the source, which tells a story; reflection promises none. */
  public List<Method> methods() {
    String text = text();
    return Arrays.stream(contract.getMethods())
        .sorted(
            Comparator.comparingInt((Method method) -> text.indexOf(" " + method.getName() + "("))
                .thenComparing(Method::getName))
        .toList();
  }

  private String text() {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String arguments(Method method) {
    return Arrays.stream(method.getParameters())
        .map(
            parameter ->
                "\"" + parameter.getName() + "\": " + types.of(parameter.getParameterizedType()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String names(Stream<Class<?>> types) {
    return types.map(Class::getSimpleName).collect(Collectors.joining(" or "));
  }

  private static String value(Field field) {
    try {
      return WireTypes.text(Wire.bytes(field.get(null)));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
