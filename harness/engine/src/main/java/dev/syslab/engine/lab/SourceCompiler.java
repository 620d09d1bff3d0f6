package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * Compiles sources in this process, and keeps the classes under the hash of all that went in:
 * unchanged code costs nothing. Classes that somebody has changed since are compiled anew.
 */
final class SourceCompiler {
  private static final int KEPT = 3;

  private final Javac javac;
  private final Path root;
  private final Path store;

  /**
   * @param javac compiles
   * @param root what paths in messages are relative to
   * @param store where classes are kept
   */
  SourceCompiler(Javac javac, Path root, Path store) {
    this.javac = javac;
    this.root = root;
    this.store = store;
  }

  /**
   * Compiles a unit.
   *
   * @param unit its name in the store
   * @param sources text by path; the path need not exist
   * @param resources files to put beside the classes, by their name there
   * @return the folder that holds the classes
   * @throws LabException with the compiler's messages if it does not compile
   */
  Path compile(
      String unit, Map<Path, String> sources, Map<String, String> resources, List<Path> classpath) {
    String hash = hash(sources, resources, classpath);
    Path folder = store.resolve(unit + "-" + hash);
    if (Files.isDirectory(folder) && ClassDigests.hold(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(store);
      discard(folder);
      Path fresh = Files.createTempDirectory(store, "." + unit);
      // As readable as any other folder: an isolated subject is another user's.
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      run(sources, classpath, fresh);
      for (var resource : resources.entrySet()) {
        Path file = fresh.resolve(resource.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, resource.getValue());
      }
      ClassDigests.note(fresh, folder);
      publish(fresh, folder);
      forgetOld(unit, folder);
      return folder;
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE,
          "could not write the compiled classes below "
              + store
              + ": "
              + e.getMessage()
              + ". Is the disk full?",
          e);
    }
  }

  private void run(Map<Path, String> sources, List<Path> classpath, Path target)
      throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((path, text) -> units.add(new Source(path, text)));
    if (!javac.compile(units, classpath, target, found)) {
      deleteTree(target);
      throw new LabException(Kind.SUBJECT, messages(found));
    }
  }

  private String messages(DiagnosticCollector<JavaFileObject> found) {
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(this::message)
        .collect(Collectors.joining("\n"));
  }

  private String message(Diagnostic<? extends JavaFileObject> one) {
    String text = one.getMessage(Locale.ROOT);
    if (one.getSource() == null) {
      return text;
    }
    Path file = ((Source) one.getSource()).path;
    String head = root.relativize(file) + ":" + one.getLineNumber() + ": " + text;
    String line = line(((Source) one.getSource()).text, one.getLineNumber());
    if (line.isBlank()) {
      return head;
    }
    String caret = " ".repeat((int) Math.max(0, one.getColumnNumber() - 1)) + "^";
    return head + "\n" + line.replace('\t', ' ') + "\n" + caret;
  }

  private static String line(String text, long number) {
    return text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
  }

  /** Takes away classes that are no longer what the compiler has written. */
  private void discard(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Path aside = Files.createTempDirectory(store, ".changed");
      Files.move(folder, aside.resolve("classes"), StandardCopyOption.ATOMIC_MOVE);
      deleteTree(aside);
    }
  }

  /** Two commands may compile the same at once: the first to finish is kept. */
  private static void publish(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteTree(fresh);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private void forgetOld(String unit, Path latest) throws IOException {
    try (Stream<Path> folders = Files.list(store)) {
      List<Path> old =
          folders
              .filter(folder -> folder.getFileName().toString().matches(unit + "-[0-9a-f]{16}"))
              .filter(folder -> !folder.equals(latest))
              .sorted(Comparator.comparing(SourceCompiler::age).reversed())
              .skip(KEPT)
              .toList();
      for (Path folder : old) {
        ClassDigests.forget(folder);
        deleteTree(folder);
      }
    }
  }

  private static long age(Path folder) {
    return folder.toFile().lastModified();
  }

  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Another command removed it.
    }
  }

  private String hash(
      Map<Path, String> sources, Map<String, String> resources, List<Path> classpath) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // Two compilers may write different classes.
      update(digest, Runtime.version().toString());
      new TreeMap<>(sources)
          .forEach((path, text) -> update(digest, root.relativize(path) + "\0" + text));
      new TreeMap<>(resources).forEach((name, text) -> update(digest, name + "\0" + text));
      for (Path entry : classpath) {
        update(
            digest, entry + "\0" + (Files.isDirectory(entry) ? 0 : entry.toFile().lastModified()));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK supports SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Path path;
    private final String text;

    Source(Path path, String text) {
      super(URI.create("string:///" + path.toUri().getRawPath()), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE && path.getFileName().toString().equals(simpleName + ".java");
    }
  }
}
