package dev.syslab.engine.scaffold;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.Names;
import dev.syslab.engine.language.ContractPage;
import dev.syslab.engine.language.DocComments;
import dev.syslab.engine.language.Skeleton;
import dev.syslab.engine.language.Skeleton.Todo;
import dev.syslab.services.base.Technology;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the templates of a subject's skeleton show: read off the contract's class and its
 * comments, and off the Java skeleton.
 *
 * @param type the class that the learner writes
 * @param clients whether the lab has servers of which the templates bring clients
 * @param renames whether the language keeps a parameter's name for itself
 * @param note the TODO comments of the Java skeleton's constructor
 */
record SubjectView(
    String lab,
    String type,
    String file,
    String module,
    boolean redis,
    boolean postgresql,
    boolean clients,
    boolean renames,
    String note,
    String firstError,
    List<String> header,
    List<String> comment,
    List<Method> methods,
    List<Fault> errors,
    List<Shape> shapes) {

  /**
   * A method of the contract.
   *
   * @param own its name in the language
   * @param key its name as a map's, padded
   * @param some whether it has arguments
   * @param text what to write there, as a string of the language
   */
  record Method(
      String name,
      String own,
      String pascal,
      String call,
      String key,
      boolean some,
      List<Value> arguments,
      String result,
      List<String> comment,
      String note,
      int stage,
      String text) {}

  /**
   * A parameter of a method, or a part of a record.
   *
   * @param own its name in the language
   * @param binding takes it out of an object, in JavaScript
   * @param field its name as a structure's, padded, so that a column of them stands in line
   * @param fieldType its type, padded likewise
   */
  record Value(
      String name, String own, String binding, String type, String field, String fieldType) {}

  /** An error that the contract declares. */
  record Fault(String name, String camel, String snake) {}

  /** A record or an enum of the contract. */
  record Shape(String name, String values, List<Value> parts) {}

  static SubjectView of(CompiledLab lab, Language language) {
    return new Builder(lab, language).view();
  }

  private static final class Builder {
    private static final String EXCEPTION = "Exception";
    private final CompiledLab lab;
    private final Language language;
    private final ContractPage page;
    private final DocComments comments;
    private final Skeleton skeleton;
    private final int widest;

    Builder(CompiledLab lab, Language language) {
      this.lab = lab;
      this.language = language;
      this.page = new ContractPage(lab);
      this.comments = page.comments();
      this.skeleton = Skeleton.original(lab.folder(), lab.manifest());
      this.widest = page.methods().stream().mapToInt(m -> m.getName().length()).max().orElse(0);
    }

    SubjectView view() {
      List<Method> methods = page.methods().stream().map(this::method).toList();
      List<Fault> errors = errors();
      String type = "My" + lab.contract().getSimpleName();
      boolean redis = lab.manifest().servers().contains(Technology.REDIS);
      boolean postgresql = lab.manifest().servers().contains(Technology.POSTGRESQL);
      return new SubjectView(
          lab.manifest().name(),
          type,
          language.files(type).get("methods.txt"),
          language.module(type),
          redis,
          postgresql,
          redis || postgresql,
          methods.stream()
              .flatMap(method -> method.arguments().stream())
              .anyMatch(one -> !one.own().equals(one.name())),
          skeleton.note(),
          language.inSnakeCase() ? errors.get(0).snake() : errors.get(0).camel(),
          header(),
          comments.ofType(),
          methods,
          errors,
          shapes());
    }

    private Method method(java.lang.reflect.Method method) {
      Todo todo =
          skeleton
              .todo(method.getName())
              // The Java skeleton has it written already, or says elsewhere that it has not.
              .orElse(new Todo(1, "the contract's promises about " + method.getName()));
      Map<String, Type> parameters = new LinkedHashMap<>();
      for (var parameter : method.getParameters()) {
        parameters.put(parameter.getName(), parameter.getParameterizedType());
      }
      return new Method(
          method.getName(),
          language.own(method.getName()),
          pascal(method.getName()),
          page.call(method),
          padded("\"" + method.getName() + "\":", widest + 3),
          !parameters.isEmpty(),
          values(parameters),
          language.types().of(method.getGenericReturnType()),
          comments.of(method.getName()),
          skeleton.note(method.getName()),
          todo.stage(),
          quoted(todo.text()));
    }

    private List<Value> values(Map<String, Type> named) {
      List<String> types = named.values().stream().map(language.types()::of).toList();
      int widestName = named.keySet().stream().mapToInt(String::length).max().orElse(0);
      int widestType = types.stream().mapToInt(String::length).max().orElse(0);
      List<Value> values = new ArrayList<>();
      for (String name : named.keySet()) {
        String own = language.own(name);
        String type = types.get(values.size());
        values.add(
            new Value(
                name,
                own,
                own.equals(name) ? name : name + ": " + own,
                type,
                padded(pascal(name), widestName),
                padded(type, widestType)));
      }
      return values;
    }

    /** The contract's own, in the order of its methods, and the two that every one may use. */
    private List<Fault> errors() {
      Stream<String> declared =
          page.methods().stream()
              .flatMap(method -> Stream.of(method.getExceptionTypes()))
              .map(Class::getSimpleName);
      return Stream.concat(declared, Stream.of("IllegalArgumentException", "IllegalStateException"))
          .distinct()
          .map(
              name -> {
                String stem =
                    name.endsWith(EXCEPTION)
                        ? name.substring(0, name.length() - EXCEPTION.length())
                        : name;
                String camel = stem.substring(0, 1).toLowerCase(Locale.ROOT) + stem.substring(1);
                return new Fault(
                    name, language.own(camel), language.own(Names.kebab(stem).replace('-', '_')));
              })
          .toList();
    }

    private List<Shape> shapes() {
      Set<Class<?>> types = new LinkedHashSet<>();
      for (java.lang.reflect.Method method : page.methods()) {
        Stream.of(method.getGenericParameterTypes()).map(TypeNames::named).forEach(types::addAll);
        types.addAll(TypeNames.named(method.getGenericReturnType()));
      }
      return types.stream().map(this::shape).toList();
    }

    private Shape shape(Class<?> type) {
      if (type.isEnum()) {
        return new Shape(type.getSimpleName(), page.shape(type), List.of());
      }
      Map<String, Type> parts = new LinkedHashMap<>();
      for (var part : type.getRecordComponents()) {
        parts.put(part.getName(), part.getGenericType());
      }
      return new Shape(type.getSimpleName(), "", values(parts));
    }

    private List<String> header() {
      List<String> lines = new ArrayList<>();
      lines.add("A TODO's number is its stage; class names refer to the Java skeleton.");
      lines.add("The contract as HTTP and JSON: ./lab contract " + lab.manifest().name());
      for (List<String> part : List.of(page.shapes(), page.constants())) {
        if (!part.isEmpty()) {
          lines.add("");
          lines.addAll(part);
        }
      }
      return lines;
    }

    private static String pascal(String name) {
      return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String padded(String text, int width) {
      return text + " ".repeat(width - text.length());
    }

    /** As a string of JSON, which is one of these languages too. */
    private static String quoted(String text) {
      return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
  }
}
