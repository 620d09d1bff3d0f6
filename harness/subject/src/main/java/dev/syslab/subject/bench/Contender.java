package dev.syslab.subject.bench;

/**
 * Who takes part: an implementation of the lab's contract, in this virtual machine.
 *
 * @param name {@code learner} or {@code reference}
 * @param environment its own place in each of the lab's servers
 */
public record Contender<C>(String name, C contract, dev.syslab.subject.Environment environment) {}
