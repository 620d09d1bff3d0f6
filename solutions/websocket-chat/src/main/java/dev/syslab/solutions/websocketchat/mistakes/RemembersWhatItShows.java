package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "recognises a repeat among the messages that newcomers are shown",
    killedBy = "a_message_whose_acknowledgement_was_lost_is_stored_once",
    hint = "sent-twice")
public final class RemembersWhatItShows extends ChatNode {
  public RemembersWhatItShows(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected int remembered() {
        return ChatServer.HISTORY;
      }
    };
  }
}
