package dev.syslab.kit;

import dev.syslab.subject.Lab;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks the class that {@code ./lab play} runs: its only test starts the subjects and opens a
 * {@link Page} for them. A lab has at most one; it is not a stage, and nothing is judged.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(StageExtension.class)
public @interface Play {

  /** The servers that the subjects get in addition to those of {@link Lab#servers}. */
  Lab.Uses[] servers() default {};
}
