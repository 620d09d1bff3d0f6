package dev.syslab.kit.process;

import java.nio.file.Path;
import java.util.List;

/** Where a subject comes from. */
public sealed interface SubjectSource {

  /**
   * What it is called in messages and reports, such as {@code learner} or {@code
   * mistake:read-then-write}.
   */
  String name();

  /**
   * A Java class that implements the lab's contract.
   *
   * @param classpath what its program needs: the host, the lab's contract, the class and its
   *     libraries
   * @param type the class's binary name
   * @param options for its virtual machine
   */
  record JavaClass(
      String name, List<Path> classpath, String contract, String type, List<String> options)
      implements SubjectSource {}

  /**
   * Any program that speaks the subject protocol.
   *
   * @param command for the shell
   * @param folder where it is started
   */
  record Command(String name, String command, Path folder) implements SubjectSource {}

  /**
   * A Java class inside the judge's own virtual machine, for stepping through both with one
   * debugger.
   */
  record InProcess(String name, List<Path> classpath, String type) implements SubjectSource {}
}
