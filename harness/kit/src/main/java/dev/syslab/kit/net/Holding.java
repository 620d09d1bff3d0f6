package dev.syslab.kit.net;

/** A rule that stops streams at a point until it is released. */
public interface Holding extends Rule {
  /** Whether a stream has been stopped. */
  boolean reached();

  void release();

  /** Ends each connection that has a stopped stream, instead of letting it continue. */
  void disconnect();
}
