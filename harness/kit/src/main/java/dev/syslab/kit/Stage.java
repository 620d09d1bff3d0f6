package dev.syslab.kit;

import dev.syslab.subject.Lab;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Marks the test class of one stage of a lab. Its tests get their subjects and servers as
 * parameters. They run side by side where the one who runs them allows it: JUnit would run a class
 * whose methods have an order one by one, if it were not for the declared mode.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(StageExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
public @interface Stage {

  /** From 1, without gaps. */
  int number();

  String title();

  /** What the stage is worth; at least 1. */
  int points();

  /**
   * The servers that this stage's subjects get beside those of {@link Lab#servers}: a learner who
   * works on a stage waits for no server that only later ones use.
   */
  Lab.Uses[] servers() default {};
}
