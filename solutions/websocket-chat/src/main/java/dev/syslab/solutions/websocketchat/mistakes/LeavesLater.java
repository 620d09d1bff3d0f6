package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Mistake(
    stage = 3,
    summary = "says that a member has left, and removes it a moment later",
    killedBy = "a_request_has_taken_effect_when_its_answer_comes",
    hint = "done-when-answered")
public final class LeavesLater extends ChatNode {
  public LeavesLater(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public void leave(Connection connection) {
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
            .execute(() -> super.leave(connection));
      }
    };
  }
}
