package dev.syslab.engine.scaffold;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.Compiler;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Begins a learner's program in a language other than Java: a server, and the contract's methods,
 * each of which answers as the Java skeleton does.
 */
public final class SubjectScaffold {
  private static final Compiler TEMPLATES =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);

  private final CompiledLab lab;

  public SubjectScaffold(CompiledLab lab) {
    this.lab = lab;
  }

  /**
   * Writes the program's folder, {@code labs/<lab>/<language>}.
   *
   * @return the files, from the repository's root; what is to be edited comes first
   * @throws LabException if one of them is there already; then none is written
   */
  public List<String> create(Language language) {
    Path folder = lab.folder().folder().resolve(language.id());
    SubjectView view = SubjectView.of(lab, language);
    Map<Path, String> files = new LinkedHashMap<>();
    try {
      for (var file : language.files(view.type()).entrySet()) {
        String template = template(language.id() + "/" + file.getKey());
        files.put(folder.resolve(file.getValue()), TEMPLATES.compile(template).execute(view));
      }
      List<String> there =
          files.keySet().stream().filter(Files::exists).map(lab.folder()::shown).toList();
      if (!there.isEmpty()) {
        throw new LabException(
            Kind.USAGE,
            String.join(", ", there)
                + (there.size() == 1 ? " already exists" : " already exist")
                + "; nothing was written. To start over, move "
                + lab.folder().shown(folder)
                + " away");
      }
      List<String> written = new ArrayList<>();
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.writeString(file.getKey(), file.getValue());
        written.add(lab.folder().shown(file.getKey()));
      }
      return written;
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE, lab.folder().shown(folder) + " could not be written: " + e.getMessage(), e);
    }
  }

  private static String template(String name) throws IOException {
    try (InputStream in = SubjectScaffold.class.getResourceAsStream("/scaffold/subject/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
