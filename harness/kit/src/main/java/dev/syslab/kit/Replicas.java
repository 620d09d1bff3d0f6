package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many processes a {@link Fleet} has; without this annotation, one. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Replicas {

  /** At least 1. */
  int value();

  /**
   * The clock offsets of the processes in milliseconds, in order ({@code CLOCK_OFFSET_MILLIS});
   * missing ones are 0.
   */
  long[] clockOffsetMillis() default {};
}
