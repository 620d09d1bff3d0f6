package dev.syslab.engine.language;

import dev.syslab.engine.lab.LabFolder;
import dev.syslab.engine.lab.Workbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workbook with one lab that has a reference in “shell”. */
final class References {
  private References() {}

  static LabFolder lab(Path root) {
    return new LabFolder(new Workbook(root), "counter");
  }

  static LanguageReference write(Path root, String... lines) throws IOException {
    LabFolder lab = lab(root);
    Path folder = Files.createDirectories(lab.solutionFolder().resolve("shell"));
    Files.writeString(folder.resolve(LanguageReference.FILE), String.join("\n", lines));
    return LanguageReference.read(lab, "shell");
  }
}
