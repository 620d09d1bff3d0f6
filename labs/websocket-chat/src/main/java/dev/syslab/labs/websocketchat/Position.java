package dev.syslab.labs.websocketchat;

/**
 * How far a client has heard a room.
 *
 * @param epoch which numbering the offset belongs to; if Redis loses the room, another one begins
 * @param offset the number of the last message heard, or 0
 */
public record Position(String epoch, long offset) {}
