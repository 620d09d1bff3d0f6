package dev.syslab.labs.pubsub;

/**
 * An upload that is to be published.
 *
 * @param topic 1 to 64 characters
 */
public record Message(String topic, Upload upload) {}
