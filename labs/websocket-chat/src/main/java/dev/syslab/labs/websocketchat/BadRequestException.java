package dev.syslab.labs.websocketchat;

/** A request that cannot be carried out: it is answered with an error. */
public final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code invalid}, {@code not-member} or {@code unavailable}
   */
  public BadRequestException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
