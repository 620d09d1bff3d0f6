package dev.syslab.solutions.websocketchat.bench;

import dev.syslab.labs.websocketchat.BadRequestException;
import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * What a server of a library has to do itself: number a room's messages, and send each to all of
 * its members, in one order. Of the lab's promises it keeps no others: it has no history, does not
 * recognise a repeated message, and bounds nothing.
 *
 * @param <S> a session of the library
 */
final class PeerRooms<S> {
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final BiConsumer<S, String> send;

  PeerRooms(BiConsumer<S, String> send) {
    this.send = send;
  }

  private final class Room {
    private final List<S> members = new ArrayList<>();
    private long offset;
  }

  void hear(S session, String text) {
    try {
      Request request = Request.parse(text);
      Room room = rooms.computeIfAbsent(request.room(), absent -> new Room());
      synchronized (room) {
        if (request.type() == Request.Type.JOIN) {
          room.members.add(session);
          send.accept(
              session, Event.joined(request.room(), room.offset, List.of("ann"), List.of()));
          return;
        }
        Message message = new Message(++room.offset, "ann", request.id(), request.text());
        String event = Event.message(request.room(), message);
        room.members.forEach(member -> send.accept(member, event));
        send.accept(session, Event.ack(request.room(), request.id(), room.offset));
      }
    } catch (BadRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  void gone(S session) {
    for (Room room : rooms.values()) {
      synchronized (room) {
        room.members.remove(session);
      }
    }
  }
}
