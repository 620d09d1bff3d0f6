package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a lab's contract, the one interface that a subject implements, and says what the lab is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Lab {

  /** What the lab is called, such as {@code "Caching"}. */
  String title();

  /** One sentence: what is built. */
  String summary();

  Level level();

  /** How long a learner of that level takes for all stages, in minutes. */
  int minutes();

  /**
   * How many stages, from the first on, are the core: what a course assigns. At least 1, at most
   * all; the others go deep.
   */
  int core();

  /** How long a learner of that level takes for the core, in minutes; at most {@link #minutes}. */
  int coreMinutes();

  /** The servers that every subject of this lab gets, whichever stage it is tried on. */
  Uses[] servers();

  /** What the learner should bring along. */
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
