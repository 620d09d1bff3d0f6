package dev.syslab.subject.bench;

import dev.syslab.subject.Environment;
import java.util.function.Supplier;

/**
 * An implementation of the lab's contract that takes part, in this JVM.
 *
 * @param name {@code learner} or {@code reference}
 * @param contract its first server; if that could not be constructed, every call throws the reason
 * @param environment its own namespace in each of the lab's servers
 * @param another constructs one more server in the same namespace, with a different {@code
 *     SUBJECT_ID}
 */
public record Contender<C>(String name, C contract, Environment environment, Supplier<C> another) {}
