package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.text.Normalizer;

@Mistake(
    stage = 2,
    summary = "brings ids into one normal form, in which some that differ are the same",
    killedBy = "users_ids_and_texts_are_told_apart_byte_by_byte",
    hint = "who-is-in-the-room")
public final class NamesInOneForm extends ChatNode {
  public NamesInOneForm(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected Repeat repeat(Connection connection, String id) {
        return super.repeat(connection, Normalizer.normalize(id, Normalizer.Form.NFC));
      }
    };
  }
}
