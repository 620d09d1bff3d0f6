package dev.syslab.kit.process;

import java.nio.file.Path;
import java.util.List;

/** Where a subject comes from. */
public sealed interface SubjectSource {

  /**
   * Its name in messages and reports, such as {@code learner} or {@code mistake:read-then-write}.
   */
  String name();

  /**
   * A Java class that implements the lab's contract.
   *
   * @param libraries its program's class path: the host, and the libraries that the class may use.
   *     The same for every subject, so that one CDS archive fits them all
   * @param classes folders that hold the lab's contract and the class; empty if the libraries do
   * @param type the class's binary name
   * @param options for its JVM
   */
  record JavaClass(
      String name,
      List<Path> libraries,
      List<Path> classes,
      String contract,
      String type,
      List<String> options)
      implements SubjectSource {
    private static final String RECORD = "-XX:ArchiveClassesAtExit=";

    /** The option with which a JVM writes an archive of its loaded classes when it exits. */
    public static String recordTo(Path archive) {
      return RECORD + archive;
    }

    /** Whether its program must shut down gracefully, so that it can write its CDS archive. */
    public boolean records() {
      return options.stream().anyMatch(option -> option.startsWith(RECORD));
    }
  }

  /**
   * Any program that speaks the subject protocol.
   *
   * @param command for the shell
   * @param folder where it is started
   * @param servesMany whether it serves one subject after the other when it is told to, as
   *     docs/subject-protocol.md says
   */
  record Command(String name, String command, Path folder, boolean servesMany)
      implements SubjectSource {
    /** A program that serves one subject and exits with it. */
    public Command(String name, String command, Path folder) {
      this(name, command, folder, false);
    }
  }

  /** A Java class inside the judge's own JVM, for stepping through both with one debugger. */
  record InProcess(String name, List<Path> classpath, String type) implements SubjectSource {}
}
