package dev.syslab.labs.pubsub;

/**
 * A file that a user has uploaded.
 *
 * @param id names this upload and no other; 1 to 64 characters
 * @param owner who uploaded it; 1 to 64 characters
 * @param content what can be searched for; at most 100,000 characters
 * @param bytes how large the file is; 0 to 10<sup>16</sup>
 */
public record Upload(String id, String owner, String content, long bytes) {}
