package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a lab's contract, the single interface that a subject implements, and describes the lab.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Lab {

  /** The lab's title, such as {@code "Caching"}. */
  String title();

  /** What the learner builds, in a few words. */
  String summary();

  Level level();

  /** How long a learner at that level needs for all stages, in minutes. */
  int minutes();

  /**
   * How many stages, counted from the first, form the core, which a course assigns. At least 1, at
   * most all; the others go deeper.
   */
  int core();

  /** How long a learner at that level needs for the core, in minutes; at most {@link #minutes}. */
  int coreMinutes();

  /** The servers that every subject of this lab gets in every stage. */
  Uses[] servers();

  /** The experience that the learner should have. */
  enum Level {
    BEGINNER,
    INTERMEDIATE,
    ADVANCED
  }

  /** A server technology; the subject finds its address in {@link Environment}. */
  enum Uses {
    POSTGRESQL,
    REDIS,
    RABBITMQ,
    KAFKA
  }
}
