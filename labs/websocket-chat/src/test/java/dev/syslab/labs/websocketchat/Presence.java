package dev.syslab.labs.websocketchat;

import java.util.ArrayList;
import java.util.List;

/** What a member hears of others who come and go, as “+user in room” and “-user in room”. */
final class Presence {
  private Presence() {}

  /**
   * Everything up to the moment when all of these have been heard; other events are passed over.
   */
  static List<String> until(Member member, String... awaited) {
    List<String> heard = new ArrayList<>();
    while (!heard.containsAll(List.of(awaited))) {
      heard.add(of(member.next("presence")));
    }
    return heard;
  }

  static String of(Heard presence) {
    return (presence.text("online").equals("true") ? "+" : "-")
        + presence.text("user")
        + " in "
        + presence.text("room");
  }
}
