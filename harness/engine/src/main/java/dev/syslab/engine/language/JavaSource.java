package dev.syslab.engine.language;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file as its author wrote it, read by the compiler's own parser: what no class file keeps,
 * and nothing of it is run. A file with errors is read as far as that goes.
 */
final class JavaSource {
  private final String text;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  JavaSource(String text) {
    this.text = text;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new LabException(
          Kind.TROUBLE, "this Java has no compiler: install a JDK (17 or later), not a JRE");
    }
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, error -> {}, List.of("-proc:none"), null, List.of(new Text(text)));
    try {
      this.unit = task.parse().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.trees = DocTrees.instance(task);
  }

  CompilationUnitTree unit() {
    return unit;
  }

  DocTrees trees() {
    return trees;
  }

  /** Its classes and interfaces, without those inside others. */
  Stream<ClassTree> types() {
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast);
  }

  /** A part of the file as it stands there. */
  String text(Tree part) {
    SourcePositions positions = trees.getSourcePositions();
    long from = positions.getStartPosition(unit, part);
    long to = positions.getEndPosition(unit, part);
    return from < 0 || to < from ? "" : text.substring((int) from, (int) to);
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }
}
