package dev.syslab.engine.language;

import dev.syslab.engine.LabException;

/** A reference cannot be tried on this machine; that says nothing about the reference. */
public final class NotReadyException extends LabException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(Kind.TROUBLE, message);
  }
}
