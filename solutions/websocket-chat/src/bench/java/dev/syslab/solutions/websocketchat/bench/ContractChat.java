package dev.syslab.solutions.websocketchat.bench;

import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.subject.bench.Contender;
import java.net.URI;
import java.time.Duration;

/** The learner's code, or the reference. */
final class ContractChat implements Chat {
  private static final Settings SETTINGS =
      new Settings(Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20);

  private final Contender<ChatServer> contender;
  private URI address;

  ContractChat(Contender<ChatServer> contender) {
    this.contender = contender;
  }

  @Override
  public String name() {
    return contender.name();
  }

  @Override
  public synchronized URI address() {
    if (address == null) {
      int port = contender.contract().listen(SETTINGS);
      address = URI.create("ws://127.0.0.1:" + port + "/chat?user=ann");
    }
    return address;
  }

  @Override
  public String subprotocol() {
    return ChatServer.SUBPROTOCOL;
  }
}
