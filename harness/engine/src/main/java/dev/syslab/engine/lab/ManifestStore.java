package dev.syslab.engine.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Remembers each lab's manifest until one of its sources changes, so that listing labs needs no
 * compiler.
 */
public final class ManifestStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LabCompiler compiler;

  public ManifestStore(LabCompiler compiler) {
    this.compiler = compiler;
  }

  /** The lab's manifest: the remembered one, or a newly read one. */
  public LabManifest of(LabFolder lab) {
    Path file =
        compiler.workbook().work().resolve("build").resolve(lab.name()).resolve("manifest.json");
    long stamp = stamp(lab);
    try {
      Entry entry = JSON.readValue(file.toFile(), Entry.class);
      if (entry.stamp() == stamp) {
        return entry.manifest();
      }
    } catch (IOException e) {
      // Absent or from another version: read anew.
    }
    try (CompiledLab compiled = compiler.compile(lab, LabCompiler.Origin.COMMITTED)) {
      remember(file, new Entry(stamp, compiled.manifest()));
      return compiled.manifest();
    }
  }

  /** The manifest, and the sum over the sources that it was read from. */
  record Entry(long stamp, LabManifest manifest) {}

  private static void remember(Path file, Entry entry) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".manifest", "");
      JSON.writeValue(fresh.toFile(), entry);
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // Only slower the next time.
    }
  }

  private static long stamp(LabFolder lab) {
    long stamp = 17;
    for (Path folder : List.of(lab.folder().resolve("src"), lab.solutionFolder().resolve("src"))) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          stamp =
              31 * (31 * stamp + file.toString().hashCode())
                  + Files.getLastModifiedTime(file).toMillis();
        }
      } catch (IOException e) {
        return System.nanoTime();
      }
    }
    return stamp;
  }
}
