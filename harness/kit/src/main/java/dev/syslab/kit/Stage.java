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
 * parameters. They run in parallel if the launcher allows it: without the declared mode, JUnit
 * would run a class with ordered methods sequentially.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(StageExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Execution(ExecutionMode.CONCURRENT)
public @interface Stage {

  /** Starts at 1, without gaps. */
  int number();

  String title();

  /** The stage's points; at least 1. */
  int points();

  /**
   * The servers that this stage's subjects get in addition to those of {@link Lab#servers}, so that
   * a learner does not wait for servers that only later stages use.
   */
  Lab.Uses[] servers() default {};
}
