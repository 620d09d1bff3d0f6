package dev.syslab.engine.verify;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.bench.BenchPeers;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabFolder;
import java.util.List;

/** The rule about a lab's benchmarks: no trial runs them, so here they are at least compiled. */
final class BenchRules {
  private final CompiledLab lab;

  BenchRules(CompiledLab lab) {
    this.lab = lab;
  }

  /**
   * Compiles them, if the lab has any.
   *
   * @param options a quick verification leaves them out: their libraries may have to be downloaded
   * @throws LabException if the libraries that they compare with cannot be had
   */
  List<Check> check(VerifyOptions options) {
    LabFolder folder = lab.folder();
    if (options.quick() || LabFolder.javaFiles(folder.benchSources()).isEmpty()) {
      return List.of();
    }
    String what = folder.shown(folder.benchSources());
    var peers = new BenchPeers(folder.workbook()).libraries();
    try {
      lab.benchClasses(peers);
      return List.of(Check.holds(Rule.BENCH, what));
    } catch (LabException e) {
      if (e.kind() == Kind.TROUBLE) {
        throw e;
      }
      return List.of(Check.fails(Rule.BENCH, what, e.getMessage()));
    }
  }
}
