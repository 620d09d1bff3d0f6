package dev.syslab.kit.net;

/** Which way bytes travel on a link. */
public enum Direction {
  /** From the subject to the server: requests. */
  TO_SERVER,
  /** From the server to the subject: answers. */
  FROM_SERVER
}
