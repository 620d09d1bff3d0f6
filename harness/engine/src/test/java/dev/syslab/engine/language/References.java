package dev.syslab.engine.language;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.language.LanguageProgram.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workbook with one lab that has a reference in “shell”. */
final class References {
  private References() {}

  static LabFolder lab(Path root) {
    return new LabFolder(new Workbook(root), "counter");
  }

  static LanguageProgram write(Path root, String... lines) throws IOException {
    LabFolder lab = lab(root);
    Path folder = Files.createDirectories(lab.solutionFolder().resolve("shell"));
    Files.writeString(folder.resolve(LanguageProgram.FILE), String.join("\n", lines));
    return LanguageProgram.read(lab, Role.REFERENCE, "shell");
  }
}
