package dev.syslab.kit.verdict;

/**
 * The subject broke the subject protocol or died: no answer, a wrong one, an error that its
 * contract does not declare.
 */
public final class SubjectFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  public SubjectFailure(String message) {
    super(message);
  }

  public SubjectFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
