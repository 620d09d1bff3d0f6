package dev.syslab.engine.language;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.subject.NotImplemented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a lab's Java skeleton says is still to be written, method by method: its {@code throw new
 * NotImplemented(stage, "…")}. It is read, not run: a constructor may want the lab's servers, and a
 * learner's code may do anything.
 */
public final class Skeleton {
  private static final Pattern NOTE = Pattern.compile("//\\s*(TODO\\b.*)");
  private static final String CONSTRUCTOR = "<init>";

  private final Map<String, Todo> todos = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /** The stage whose goal a method is, and what to write there. */
  public record Todo(int stage, String text) {}

  /**
   * @param contract the contract's simple name
   */
  Skeleton(Collection<String> sources, String contract) {
    for (String source : sources) {
      JavaSource java = new JavaSource(source);
      java.types().filter(type -> implementsIt(type, contract)).forEach(type -> read(java, type));
    }
  }

  /** As the lab's authors wrote it. */
  public static Skeleton original(LabFolder lab, LabManifest manifest) {
    return new Skeleton(lab.originalSkeletons().values(), simpleName(manifest));
  }

  /** As it is now, which may be a learner's solution. */
  public static Skeleton now(LabFolder lab, LabManifest manifest) {
    return new Skeleton(
        manifest.skeletons().stream()
            .map(file -> text(lab.workbook().root().resolve(file)))
            .toList(),
        simpleName(manifest));
  }

  /** What a method says; empty if it says nothing. */
  public Optional<Todo> todo(String method) {
    // A constructor that throws answers every call.
    return Optional.ofNullable(todos.getOrDefault(CONSTRUCTOR, todos.get(method)));
  }

  /** The methods that are still to be written. */
  public Set<String> open() {
    return todos.keySet();
  }

  /** A method's TODO comments, which also say what later stages want of it. */
  public String note(String method) {
    return notes.getOrDefault(method, "");
  }

  /** The constructor's. */
  public String note() {
    return note(CONSTRUCTOR);
  }

  private static boolean implementsIt(ClassTree type, String contract) {
    return type.getImplementsClause().stream()
        .map(Tree::toString)
        .anyMatch(name -> name.equals(contract) || name.endsWith("." + contract));
  }

  private void read(JavaSource java, ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        String name = method.getName().toString();
        String note =
            NOTE.matcher(java.text(method))
                .results()
                .map(found -> found.group(1).strip())
                .collect(Collectors.joining(" "));
        notes.put(name, note);
        new Finder(name).scan(method.getBody(), null);
      }
    }
  }

  private final class Finder extends TreeScanner<Void, Void> {
    private final String method;

    Finder(String method) {
      this.method = method;
    }

    @Override
    public Void visitNewClass(NewClassTree created, Void nothing) {
      String type = created.getIdentifier().toString();
      if (type.equals(NotImplemented.class.getSimpleName())
          && created.getArguments().size() == 2
          && created.getArguments().get(0) instanceof LiteralTree stage
          && stage.getValue() instanceof Integer number) {
        String text = constant(created.getArguments().get(1));
        todos.putIfAbsent(method, new Todo(number, text));
      }
      return super.visitNewClass(created, nothing);
    }
  }

  private static String constant(ExpressionTree expression) {
    if (expression instanceof ParenthesizedTree inner) {
      return constant(inner.getExpression());
    }
    if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return constant(sum.getLeftOperand()) + constant(sum.getRightOperand());
    }
    return expression instanceof LiteralTree literal
        ? String.valueOf(literal.getValue())
        : expression.toString();
  }

  private static String simpleName(LabManifest manifest) {
    return manifest.contract().substring(manifest.contract().lastIndexOf('.') + 1);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // Gone or unreadable: nothing of it is open.
      return "";
    }
  }
}
