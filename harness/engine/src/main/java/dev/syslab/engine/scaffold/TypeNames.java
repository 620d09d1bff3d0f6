package dev.syslab.engine.scaffold;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a language writes the types of a contract, as they are in JSON.
 *
 * @param plain by the Java type's simple name
 * @param other what is in no other place: text
 * @param record what a record or enum is; empty where it has a name of its own
 * @param optional with the type inside, as {@link String#format} wants it; so are list and map
 */
record TypeNames(
    Map<String, String> plain,
    String other,
    String record,
    String optional,
    String list,
    String map) {

  /** The plain types, whose numbers and truth values are called so in the language. */
  static Map<String, String> with(
      Map<String, String> others, String integer, String wide, String decimal, String truth) {
    Map<String, String> plain = new HashMap<>(others);
    List.of("int", "Integer", "short").forEach(name -> plain.put(name, integer));
    List.of("long", "Long").forEach(name -> plain.put(name, wide));
    List.of("double", "Double").forEach(name -> plain.put(name, decimal));
    List.of("boolean", "Boolean").forEach(name -> plain.put(name, truth));
    return plain;
  }

  String of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] inside = generic.getActualTypeArguments();
      String form =
          raw == Optional.class ? optional : Collection.class.isAssignableFrom(raw) ? list : map;
      return form.formatted(of(inside[inside.length - 1]));
    }
    Class<?> single = (Class<?>) type;
    if (single.isRecord() && !record.isEmpty()) {
      return record;
    }
    if (isNamed(single) && record.isEmpty()) {
      return single.getSimpleName();
    }
    return plain.getOrDefault(single.getSimpleName(), other);
  }

  /** The records and enums in a type, those inside of records as well. */
  static Set<Class<?>> named(Type type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(type, found);
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      for (Type inside : generic.getActualTypeArguments()) {
        collect(inside, found);
      }
    } else if (type instanceof Class<?> single && isNamed(single) && found.add(single)) {
      if (single.isRecord()) {
        for (var part : single.getRecordComponents()) {
          collect(part.getGenericType(), found);
        }
      }
    }
  }

  private static boolean isNamed(Class<?> type) {
    return type.isRecord() || type.isEnum();
  }
}
