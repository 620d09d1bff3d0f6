package dev.syslab.engine.language;

import dev.syslab.engine.LabException;

/** This machine lacks a tool that a program needs; that says nothing about the program. */
public final class NotReadyException extends LabException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(Kind.TROUBLE, message);
  }
}
