package dev.syslab.subject;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a contract's method, a text or a list of texts, that names servers of the
 * test at 127.0.0.1 to which the subject connects. An isolated subject has its own network; these
 * addresses become reachable from it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConnectsTo {}
