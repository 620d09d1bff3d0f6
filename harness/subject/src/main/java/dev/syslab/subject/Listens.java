package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a contract's method that returns the port, at 127.0.0.1, on which the subject listens. An
 * isolated subject has its own network; the test gets a port that leads to it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Listens {}
