package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many processes a {@link Fleet} has; one without this annotation. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Replicas {

  /** At least 1. */
  int value();

  /**
   * How wrong the processes' clocks are, in milliseconds, in the order of the processes ({@code
   * CLOCK_OFFSET_MILLIS}); those that are not named are right.
   */
  long[] clockOffsetMillis() default {};
}
