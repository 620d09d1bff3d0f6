package dev.syslab.subject.bench;

import dev.syslab.subject.Lab;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a {@link Benchmark}: what it needs besides the servers of the lab's contract. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {

  /** The servers whose addresses every contender and the peer find in their environments. */
  Lab.Uses[] servers() default {};

  /**
   * How many replicas of a PostgreSQL primary; if any, all take part in one {@link BenchCluster},
   * each with a database of its own and an administrator's account.
   */
  int replicas() default 0;
}
