package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Collection;

@Mistake(
    stage = 2,
    summary = "keeps all that was ever said, and shows it to newcomers",
    killedBy = "a_newcomer_is_shown_the_last_messages",
    hint = "what-was-said-before")
public final class ShowsEverything extends ChatNode {
  public ShowsEverything(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected void keepLast(Collection<?> all, int most) {}
    };
  }
}
