package dev.syslab.solutions.websocketchat.bench;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Figures;
import dev.syslab.subject.bench.Round;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One speaks, all others in the room hear it: deliveries a second, and the time from the speaker to
 * a listener. Then with clients that do not read beside them. The clients are the same for all, and
 * share the machine and the heap with the server.
 */
final class FanOutBench implements Benchmark {
  private static final int STALLED_OF = 20;

  /** A room, and what is said there in a round. */
  private record Scene(int readers, int messages, int length, boolean stalls) {
    String title() {
      return "A room of %,d%s, %d messages of %,d bytes"
          .formatted(readers, stalls ? " and 5 % who do not read" : "", messages, length);
    }
  }

  private static final List<Scene> SCENES =
      List.of(
          new Scene(100, 600, 200, false),
          new Scene(1_000, 60, 200, false),
          new Scene(5_000, 12, 200, false),
          new Scene(100, 600, 1_900, true),
          new Scene(1_000, 60, 1_900, true),
          new Scene(5_000, 12, 1_900, true));

  private int rooms;

  @Override
  public void run(BenchRun run) throws Exception {
    List<Chat> chats = new ArrayList<>();
    for (Contender<ChatServer> contender : run.contenders(ChatServer.class)) {
      chats.add(new ContractChat(contender));
    }
    chats.add(new JavalinChat());
    chats.add(new JavaWebSocketChat());
    for (Scene scene : SCENES) {
      Map<String, Round> rounds = new LinkedHashMap<>();
      for (Chat chat : chats) {
        rounds.put(chat.name(), figures -> measure(chat, scene, figures));
      }
      run.compare(scene.title(), JavaWebSocketChat.NAME, rounds);
    }
    for (Chat chat : chats) {
      chat.close();
    }
  }

  /** In a room of its own, whose members come for this round: all at once need too many sockets. */
  private void measure(Chat chat, Scene scene, Figures figures) throws Exception {
    int stalls = scene.stalls() ? scene.readers() / STALLED_OF : 0;
    try (Crowd crowd = new Crowd(chat, "room " + ++rooms, scene.readers(), stalls)) {
      long began = System.nanoTime();
      Tally tally = crowd.talk(scene.messages(), scene.length());
      double seconds = (System.nanoTime() - began) / 1e9;
      figures.add("deliveries a second", scene.messages() * scene.readers() / seconds);
      figures.add("p99, ms", tally.percentile(0.99));
      figures.add("heap after it, MB", heap());
    }
  }

  private static double heap() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
  }
}
