package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@Mistake(
    stage = 7,
    summary = "reaches whatever accepts a connection: the kernel of a server that hangs does",
    killedBy = "a_primary_that_hangs_is_fenced_before_another_takes_over",
    hint = "fence-first")
public final class ConnectsOnly extends LogPositions {
  private final List<URI> addresses;

  public ConnectsOnly(Environment env) {
    super(env);
    this.addresses = env.databases();
  }

  @Override
  protected CompletableFuture<Boolean> reaches(int server) {
    URI address = addresses.get(server);
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
          } catch (IOException e) {
            return false;
          }
        });
  }
}
