package dev.syslab.services.base;

/** What the account of a {@link Namespace} may do. */
public enum Rights {
  /** Everything in its own place, and nothing elsewhere. */
  OWN_PLACE,
  /** Everything in the whole server; for one that no other test uses. */
  WHOLE_SERVER
}
