package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Mistake(
    stage = 3,
    summary = "carries requests out in a pool of threads",
    killedBy = "requests_take_effect_and_are_answered_in_turn",
    hint = "answers-in-turn")
public final class HandsRequestsToAPool extends ChatNode {
  public HandsRequestsToAPool(Environment env) {
    super(env);
  }

  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected void text(ChannelHandlerContext context, String text) {
        pool.execute(() -> super.text(context, text));
      }
    };
  }

  @Override
  public void close() {
    super.close();
    pool.shutdownNow();
  }
}
