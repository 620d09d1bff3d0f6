package dev.syslab.subject.wire;

import java.util.Map;

/**
 * What a program that serves several subjects is told to serve next. The program is the kit's own
 * host of Java classes, or a program in another language that declares that it can do this
 * (docs/subject-protocol.md).
 *
 * @param contract the lab's contract, by its binary name; empty for another language
 * @param type the class, by its binary name
 * @param folders the folders that hold both, separated as on a class path; empty for the program's
 *     own class path
 * @param environment the complete environment
 */
public record Engagement(
    String contract, String type, String folders, Map<String, String> environment) {
  /** For a program that already knows what to serve. */
  public static Engagement ofProgram(Map<String, String> environment) {
    return new Engagement("", "", "", environment);
  }

  /** The request that ends the subject: 200 if the program can serve another. */
  public static final String END = "/-/end";

  /** The request that begins the next one; its body is an engagement as JSON. */
  public static final String BEGIN = "/-/begin";

  /** The header that both carry: the value of {@link #MARK}. */
  public static final String HEADER = "Syslab-Mark";

  /** The variable that marks a program and everything that it starts. */
  public static final String MARK = "SYSLAB_SUBJECT_MARK";

  /**
   * The header with which a program identifies itself, so that a judge never mistakes another
   * program on the same port for its own: {@link #identity} of its mark.
   */
  public static final String IDENTITY = "Syslab-Subject";

  /** Identifies a program without revealing its mark. */
  public static String identity(String mark) {
    return Integer.toHexString(mark.hashCode());
  }
}
