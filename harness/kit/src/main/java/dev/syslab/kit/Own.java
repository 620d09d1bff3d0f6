package dev.syslab.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test gets a dedicated server, which it may harm, instead of a namespace in the shared one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Own {

  /**
   * Whether the subjects may do everything in the server, as its administrator may. Otherwise they
   * may do everything in the test's place in it, as in the shared one.
   */
  boolean administrator() default false;
}
