package dev.syslab.engine.bench;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.services.base.Technology;
import dev.syslab.subject.Lab;
import dev.syslab.subject.bench.Needs;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a lab's benchmarks need.
 *
 * @param warm servers in which each contender has its own place
 * @param replicas of a PostgreSQL primary that all share; 0 if there is none
 */
record BenchNeeds(Set<Technology> warm, int replicas) {

  /** Reads it from the benchmarks' {@link Needs}; the contract's servers are included. */
  static BenchNeeds of(CompiledLab lab, Path benchClasses, List<Path> peers) {
    Set<Technology> warm = EnumSet.noneOf(Technology.class);
    warm.addAll(lab.manifest().servers());
    int replicas = 0;
    List<Path> path = new ArrayList<>(peers);
    path.addAll(List.of(lab.contractClasses(), lab.solutionClasses(), benchClasses));
    try (URLClassLoader loader = new URLClassLoader(urls(path), Needs.class.getClassLoader())) {
      for (String name : lab.benchmarks()) {
        Needs needs = Class.forName(name, false, loader).getAnnotation(Needs.class);
        if (needs != null) {
          replicas = Math.max(replicas, needs.replicas());
          for (Lab.Uses used : needs.servers()) {
            warm.add(Technology.valueOf(used.name()));
          }
        }
      }
      return new BenchNeeds(warm, replicas);
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      throw new LabException(Kind.TROUBLE, "could not read the benchmarks: " + e, e);
    }
  }

  private static URL[] urls(List<Path> path) throws MalformedURLException {
    URL[] urls = new URL[path.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = path.get(i).toUri().toURL();
    }
    return urls;
  }

  /** Every technology that is used. */
  Set<Technology> all() {
    Set<Technology> all = EnumSet.noneOf(Technology.class);
    all.addAll(warm);
    if (replicas > 0) {
      all.add(Technology.POSTGRESQL);
    }
    return all;
  }
}
