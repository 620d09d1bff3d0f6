package dev.syslab.labs.websocketchat;

/** The server does not accept a connection: the upgrade is answered with an HTTP status. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status the HTTP status, from 400 to 599
   */
  public RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
