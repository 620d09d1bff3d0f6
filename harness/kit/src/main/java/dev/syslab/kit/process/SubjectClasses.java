package dev.syslab.kit.process;

import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import dev.syslab.subject.Reference;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the classes in a folder of compiled classes that can be subjects. */
public final class SubjectClasses {
  private SubjectClasses() {}

  /**
   * Every concrete class in the folder that implements the contract and takes an {@link
   * Environment}, loaded by the loader.
   */
  public static List<Class<?>> in(Path folder, ClassLoader loader, Class<?> contract) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> folder.relativize(file).toString())
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.').replace('\\', '.'))
          .sorted()
          .<Class<?>>map(name -> load(name, loader))
          .filter(
              type -> contract.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
          .filter(SubjectClasses::takesEnvironment)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("the classes in " + folder + " could not be listed", e);
    }
  }

  /**
   * The name of the learner's class in the folder.
   *
   * @throws IllegalStateException if there is none
   */
  public static String learner(Path folder, Class<?> contract) {
    return learner(folder, contract.getClassLoader(), contract);
  }

  /** As {@link #learner(Path, Class)}, loaded by a loader other than the contract's. */
  public static String learner(Path folder, ClassLoader loader, Class<?> contract) {
    return in(folder, loader, contract).stream()
        .filter(type -> !marked(type))
        .map(Class::getName)
        // If the learner wrote several, the skeleton's name wins.
        .min(Comparator.comparing((String name) -> !simpleName(name).startsWith("My")))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no class implements %s and has a constructor that takes an Environment"
                        .formatted(contract.getSimpleName())));
  }

  private static boolean marked(Class<?> type) {
    return type.isAnnotationPresent(Reference.class)
        || type.isAnnotationPresent(Alternative.class)
        || type.isAnnotationPresent(Mistake.class);
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean takesEnvironment(Class<?> type) {
    return Stream.of(type.getDeclaredConstructors())
        .anyMatch(
            one -> one.getParameterCount() == 1 && one.getParameterTypes()[0] == Environment.class);
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
