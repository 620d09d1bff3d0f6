package dev.syslab.subject.bench;

import dev.syslab.subject.Environment;
import java.util.function.Supplier;

/**
 * Who takes part: an implementation of the lab's contract, in this virtual machine.
 *
 * @param name {@code learner} or {@code reference}
 * @param contract its first server; where it could not be constructed, every call throws the reason
 * @param environment its own place in each of the lab's servers
 * @param another constructs one more server in the same place, with a {@code SUBJECT_ID} of its own
 */
public record Contender<C>(String name, C contract, Environment environment, Supplier<C> another) {}
