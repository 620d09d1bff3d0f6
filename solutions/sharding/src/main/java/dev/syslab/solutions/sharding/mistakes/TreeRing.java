package dev.syslab.solutions.sharding.mistakes;

import java.util.Map;
import java.util.TreeMap;

/** A ring as it is often written: a tree from places to names, in which a place has one name. */
final class TreeRing {
  private final TreeMap<Long, String> points = new TreeMap<>();

  void put(long place, String node) {
    points.put(place, node);
  }

  String node(long place) {
    Map.Entry<Long, String> next = points.ceilingEntry(place);
    return (next == null ? points.firstEntry() : next).getValue();
  }
}
