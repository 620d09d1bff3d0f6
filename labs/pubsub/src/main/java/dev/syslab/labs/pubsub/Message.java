package dev.syslab.labs.pubsub;

/**
 * An upload to publish.
 *
 * @param topic 1 to 64 characters
 */
public record Message(String topic, Upload upload) {}
