package dev.syslab.labs.websocketchat;

/**
 * Something said in a room.
 *
 * @param offset its number in the room: 1, 2, 3, …
 * @param user who said it
 * @param id chosen by the client that sent it
 */
public record Message(long offset, String user, String id, String text) {}
