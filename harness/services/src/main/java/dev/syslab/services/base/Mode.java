package dev.syslab.services.base;

import java.util.Locale;

/** How a server is started. A test cannot tell the difference. */
public enum Mode {
  /** In a container of the Docker engine that answers on this machine. */
  CONTAINERS,
  /** As a plain process of this machine. */
  EMBEDDED;

  /** The name in commands and JSON: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
