package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a plausible wrong solution, and says which test must catch it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mistake {

  /** The stage on which it is tried. */
  int stage();

  /** What is wrong and what it leads to, in one sentence. */
  String summary();

  /** The test method that must fail. */
  String killedBy();

  /** The hint that this failure must show: an id of the lab's {@code hints.md}. */
  String hint();
}
