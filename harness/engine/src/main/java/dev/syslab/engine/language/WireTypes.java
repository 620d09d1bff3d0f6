package dev.syslab.engine.language;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a contract's types look in JSON, for people. Records and enums are named once. */
final class WireTypes {
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, short.class, Integer.class, Long.class, Short.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(double.class, float.class, Double.class, Float.class);

  private final Map<String, String> named = new LinkedHashMap<>();

  /** The records and enums that were met, and what each looks like. */
  Map<String, String> named() {
    return named;
  }

  String of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (INTEGERS.contains(plain)) {
      return "integer";
    } else if (NUMBERS.contains(plain)) {
      return "number";
    } else if (plain == boolean.class || plain == Boolean.class) {
      return "boolean";
    } else if (plain == void.class) {
      return "anything; it is ignored";
    } else if (plain == Duration.class) {
      return "duration, such as \"PT0.25S\"";
    } else if (plain == Instant.class) {
      return "instant, such as \"2026-01-31T12:00:00.250Z\"";
    } else if (plain == byte[].class) {
      return "Base64 string";
    } else if (plain.isEnum() || plain.isRecord()) {
      return name(plain);
    }
    return plain.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private String generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] of = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return of(of[0]) + " or null";
    } else if (Collection.class.isAssignableFrom(raw)) {
      return "[" + of(of[0]) + ", …]";
    }
    return "{\"…\": " + of(of[of.length - 1]) + ", …}";
  }

  private String name(Class<?> type) {
    if (!named.containsKey(type.getSimpleName())) {
      // Before its parts are looked at: a record may hold itself.
      named.put(type.getSimpleName(), "");
      named.put(type.getSimpleName(), type.isEnum() ? constants(type) : components(type));
    }
    return type.getSimpleName();
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> "\"" + ((Enum<?>) constant).name() + "\"")
        .collect(Collectors.joining(" or "));
  }

  private String components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(part -> "\"" + part.getName() + "\": " + of(part.getGenericType()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
