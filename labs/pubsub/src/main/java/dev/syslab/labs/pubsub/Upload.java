package dev.syslab.labs.pubsub;

/**
 * A file that a user has uploaded.
 *
 * @param id identifies this upload uniquely; 1 to 64 characters
 * @param owner who uploaded it; 1 to 64 characters
 * @param content the searchable text; at most 100,000 characters
 * @param bytes the size of the file; 0 to 10<sup>16</sup>
 */
public record Upload(String id, String owner, String content, long bytes) {}
