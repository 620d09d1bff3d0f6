package dev.syslab.engine.language;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SimpleDocTreeVisitor;
import com.sun.source.util.TreePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A contract's comments as plain text, for readers of any language. */
public final class DocComments {
  private static final String OF_TYPE = "";
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "nbsp", " ", "quot", "\"");

  private final Map<String, List<String>> comments = new LinkedHashMap<>();

  public DocComments(String source) {
    JavaSource java = new JavaSource(source);
    TreePath file = new TreePath(java.unit());
    for (ClassTree type : java.types().toList()) {
      TreePath path = new TreePath(file, type);
      keep(OF_TYPE, java, path);
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree method) {
          keep(method.getName().toString(), java, new TreePath(path, method));
        }
      }
    }
  }

  /** The type's, line by line. */
  public List<String> ofType() {
    return comments.getOrDefault(OF_TYPE, List.of());
  }

  /** A method's, line by line. */
  public List<String> of(String method) {
    return comments.getOrDefault(method, List.of());
  }

  private void keep(String name, JavaSource java, TreePath path) {
    Optional.ofNullable(java.trees().getDocCommentTree(path))
        .ifPresent(comment -> comments.put(name, lines(comment)));
  }

  private static List<String> lines(DocCommentTree comment) {
    Plain plain = new Plain();
    comment.getFullBody().forEach(part -> part.accept(plain, null));
    plain.text.append('\n');
    comment.getBlockTags().forEach(tag -> tag.accept(plain, null));
    return plain
        .text
        .toString()
        .replaceAll("[ \\t]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip()
        .lines()
        .toList();
  }

  private static final class Plain extends SimpleDocTreeVisitor<Void, Void> {
    private final StringBuilder text = new StringBuilder();
    private String indent = "";
    private boolean asItStands;
    private boolean firstItem;

    @Override
    public Void visitText(TextTree part, Void nothing) {
      return add(part.getBody());
    }

    @Override
    public Void visitLiteral(LiteralTree part, Void nothing) {
      return add(part.getBody().getBody());
    }

    @Override
    public Void visitLink(LinkTree part, Void nothing) {
      if (!part.getLabel().isEmpty()) {
        part.getLabel().forEach(word -> word.accept(this, null));
        return null;
      }
      return add(part.getReference().getSignature().replaceFirst("^#", "").replace('#', '.'));
    }

    @Override
    public Void visitEntity(EntityTree part, Void nothing) {
      return add(ENTITIES.getOrDefault(part.getName().toString(), part.toString()));
    }

    @Override
    public Void visitStartElement(StartElementTree part, Void nothing) {
      switch (part.getName().toString()) {
        case "li" -> {
          // Also where the one before was not closed.
          text.setLength(text.toString().stripTrailing().length());
          text.append(firstItem ? "\n\n- " : "\n- ");
          firstItem = false;
          indent = "  ";
        }
        case "pre" -> asItStands = true;
        case "ul", "ol" -> firstItem = true;
        default -> {}
      }
      return null;
    }

    @Override
    public Void visitEndElement(EndElementTree part, Void nothing) {
      switch (part.getName().toString()) {
        case "li" -> indent = "";
        case "ul", "ol" -> {
          indent = "";
          text.append('\n');
        }
        case "pre" -> {
          asItStands = false;
          text.append('\n');
        }
        default -> {}
      }
      return null;
    }

    @Override
    public Void visitParam(ParamTree part, Void nothing) {
      return tag(part.getName() + ":", part.getDescription());
    }

    @Override
    public Void visitReturn(ReturnTree part, Void nothing) {
      return tag("Returns", part.getDescription());
    }

    @Override
    public Void visitThrows(ThrowsTree part, Void nothing) {
      return tag("Fails with " + part.getExceptionName().getSignature(), part.getDescription());
    }

    @Override
    protected Void defaultAction(DocTree part, Void nothing) {
      return add(part.toString());
    }

    private Void tag(String name, List<? extends DocTree> description) {
      text.append('\n').append(name).append(' ');
      indent = "  ";
      description.forEach(part -> part.accept(this, null));
      indent = "";
      return null;
    }

    private Void add(String words) {
      if (asItStands) {
        text.append(words);
        return null;
      }
      // A line's beginning belongs to the comment's own layout.
      String[] lines = words.split("\n", -1);
      text.append(lines[0]);
      for (int i = 1; i < lines.length; i++) {
        text.append('\n').append(indent).append(lines[i].stripLeading());
      }
      if (words.endsWith("\n") && !indent.isEmpty()) {
        text.setLength(text.length() - indent.length());
      }
      return null;
    }
  }
}
