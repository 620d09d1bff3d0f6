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
    if (!types.named().isEmpty()) {
      lines.add("");
      types.named().forEach((name, shape) -> lines.add(name + "  " + shape));
    }
    List<Field> constants = List.of(contract.getFields());
    if (!constants.isEmpty()) {
      lines.add("");
      constants.forEach(field -> lines.add(field.getName() + "  " + value(field)));
    }
    lines.add("");
    lines.add(
        "What each method promises stands above it, in prose, in "
            + shownSource
            + "; how to serve it, in docs/subject-protocol.md.");
    return lines;
  }

  /** In the order of the source, which tells a story; reflection promises none. */
  private List<Method> methods() {
    String text;
    try {
      text = Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.stream(contract.getMethods())
        .sorted(
            Comparator.comparingInt((Method method) -> text.indexOf(" " + method.getName() + "("))
                .thenComparing(Method::getName))
        .toList();
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
