package dev.syslab.engine;

/** Something that the user asked for cannot be done; the message names the fix. */
public class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What the command's exit code tells. */
  public enum Kind {
    /** An unknown name, an option out of range. */
    USAGE,
    /** The code under test cannot be judged: it does not compile. */
    SUBJECT,
    /** The machine or a server stands in the way. */
    TROUBLE
  }

  public LabException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public LabException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
