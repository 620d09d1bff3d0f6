package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code List<Redis>}: how many servers the test's subjects get instead of one. Without {@link
 * Own} they are places in the shared server, each behind a link of its own; with it, servers.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Nodes {

  /** At least 1. */
  int value();
}
