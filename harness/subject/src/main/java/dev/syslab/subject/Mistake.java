package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a plausible wrong solution, and names the test that must catch it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mistake {

  /** The stage on which it is run. */
  int stage();

  /** What is wrong and what the consequence is, in one sentence. */
  String summary();

  /** The test method that must fail. */
  String killedBy();

  /** The hint that this failure must show: an id in the lab's {@code hints.md}. */
  String hint();
}
