package dev.syslab.solutions.websocketchat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All rooms of a server; a room exists from the first time that somebody joins it. */
public class Rooms {
  private final Map<String, Room> byName = new ConcurrentHashMap<>();
  private final Function<String, Room> create;

  public Rooms(Function<String, Room> create) {
    this.create = create;
  }

  public Room get(String name) {
    return byName.computeIfAbsent(name, create);
  }
}
