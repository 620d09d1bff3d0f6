package dev.syslab.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCompilerTest {
  @TempDir Path root;
  private SourceCompiler compiler;

  @BeforeEach
  void open() {
    compiler = new SourceCompiler(new Javac(), root, root.resolve("store"));
  }

  private Map<Path, String> source(String name, String text) {
    return Map.of(root.resolve("src/a/" + name), text);
  }

  private Path compile(Map<Path, String> sources) {
    return compiler.compile("unit", sources, Map.of("a/b.sql", "SELECT 1"), List.of());
  }

  @Test
  void unchanged_sources_are_not_compiled_again_and_changed_ones_are() throws Exception {
    Path first = compile(source("A.java", "package a; class A { int x; }"));
    FileTime time = Files.getLastModifiedTime(first.resolve("a/A.class"));

    Path again = compile(source("A.java", "package a; class A { int x; }"));
    Path changed = compile(source("A.java", "package a; class A { int y; }"));

    assertThat(again).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(again.resolve("a/A.class"))).isEqualTo(time);
    assertThat(changed).isNotEqualTo(first);
    assertThat(changed.resolve("a/A.class")).exists();
    assertThat(changed.resolve("a/b.sql")).hasContent("SELECT 1");
  }

  @Test
  void classes_that_somebody_has_changed_are_compiled_anew() throws Exception {
    Map<Path, String> source = source("A.java", "package a; class A { int x; }");
    Path folder = compile(source);
    byte[] written = Files.readAllBytes(folder.resolve("a/A.class"));

    Files.write(folder.resolve("a/A.class"), new byte[] {1});
    assertThat(compile(source).resolve("a/A.class")).hasBinaryContent(written);

    Files.createFile(folder.resolve("a/B.class"));
    assertThat(compile(source).resolve("a/B.class")).doesNotExist();

    Files.writeString(folder.resolve("a/b.sql"), "SELECT 2");
    assertThat(compile(source).resolve("a/b.sql")).hasContent("SELECT 1");

    Files.delete(folder.resolve("a/b.sql"));
    assertThat(compile(source).resolve("a/b.sql")).hasContent("SELECT 1");
  }

  @Test
  void a_changed_digest_does_not_make_changed_classes_the_compilers() throws Exception {
    Map<Path, String> source = source("A.java", "package a; class A { int x; }");
    Path folder = compile(source);
    Path digest = folder.resolveSibling(folder.getFileName() + ".sha256");
    Path forged = compile(source("A.java", "package a; class A { int forged; }"));

    // An attacker who has changed the classes also writes the matching digest.
    Files.copy(
        forged.resolve("a/A.class"),
        folder.resolve("a/A.class"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        forged.resolveSibling(forged.getFileName() + ".sha256"),
        digest,
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(Files.readString(compile(source).resolve("a/A.class"), StandardCharsets.ISO_8859_1))
        .doesNotContain("forged");
  }

  @Test
  void an_error_names_file_and_line_and_shows_the_place() {
    assertThatThrownBy(
            () -> compile(source("A.java", "package a;\nclass A {\n  int x = \"one\";\n}\n")))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.kind()).isEqualTo(LabException.Kind.SUBJECT))
        .hasMessage(
            "src/a/A.java:3: incompatible types: java.lang.String cannot be converted to int\n"
                + "  int x = \"one\";\n"
                + "          ^");
  }

  @Test
  void what_failed_leaves_nothing_behind() throws Exception {
    assertThatThrownBy(() -> compile(source("A.java", "class"))).isInstanceOf(LabException.class);

    try (var left = Files.list(root.resolve("store"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void what_was_found_for_one_class_path_is_not_there_for_the_next() {
    Path library = compile(source("A.java", "package a; public class A {}"));
    Map<Path, String> user = source("B.java", "package a; class B extends A {}");

    assertThat(compiler.compile("with", user, Map.of(), List.of(library)).resolve("a/B.class"))
        .exists();
    assertThatThrownBy(() -> compiler.compile("without", user, Map.of(), List.of()))
        .hasMessageContaining("cannot find symbol");

    Path changed = compile(source("A.java", "package a; public final class A {}"));
    assertThatThrownBy(() -> compiler.compile("with", user, Map.of(), List.of(changed)))
        .hasMessageContaining("cannot inherit from final");
  }

  @Test
  void two_at_once_both_get_whole_classes() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    var one = compileAt(start);
    var other = compileAt(start);

    Path folder = one.get(25, TimeUnit.SECONDS);

    assertThat(other.get(25, TimeUnit.SECONDS)).isEqualTo(folder);
    assertThat(folder.resolve("a/A.class")).exists();
    try (var kept = Files.list(root.resolve("store"))) {
      assertThat(kept.filter(Files::isDirectory)).containsExactly(folder);
    }
  }

  private CompletableFuture<Path> compileAt(CyclicBarrier start) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            start.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return compile(source("A.java", "package a; class A {}"));
        },
        task -> new Thread(task).start());
  }
}
