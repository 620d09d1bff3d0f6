package dev.syslab.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.process.Capacity;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with a server that echoes. */
class RelayTest {
  private static final int READ_MILLIS = 10_000;

  private final List<Socket> clients = new ArrayList<>();
  private EchoServer server;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    relay = new Relay(0, server.address());
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    relay.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(relay.address().getAddress(), relay.address().getPort());
    client.setSoTimeout(READ_MILLIS);
    clients.add(client);
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Socket client, int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("timed out waiting for " + what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean ended(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void bytes_of_64_connections_at_once_arrive_whole_and_in_order() throws Exception {
    relay.rules().add(new CountRule("never there", Direction.TO_SERVER));
    var threads = Executors.newFixedThreadPool(64);
    try {
      List<Future<Boolean>> trips = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        long seed = i;
        trips.add(threads.submit(() -> roundTrip(seed)));
      }
      for (Future<Boolean> trip : trips) {
        assertThat(trip.get(25, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean roundTrip(long seed) throws Exception {
    byte[] sent = new byte[200_000];
    new Random(seed).nextBytes(sent);
    try (Socket client = new Socket(relay.address().getAddress(), relay.address().getPort())) {
      client.setSoTimeout(READ_MILLIS);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.getOutputStream().write(sent);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> new Thread(task).start());
      byte[] back = client.getInputStream().readNBytes(sent.length);
      writer.get(10, TimeUnit.SECONDS);
      return java.util.Arrays.equals(sent, back);
    }
  }

  @Test
  void a_half_that_the_client_ends_ends_at_the_server_and_the_other_half_goes_on()
      throws Exception {
    Socket client = connect();
    send(client, "abc");

    client.shutdownOutput();

    assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
        .isEqualTo("abc" + EchoServer.GOODBYE);
  }

  @Test
  void refuse_ends_open_connections_and_new_ones_until_admitted() throws Exception {
    Socket open = connect();
    send(open, "a");
    read(open, 1);

    int endedConnections = relay.refuse();

    assertThat(endedConnections).isEqualTo(1);
    assertThat(ended(open)).isTrue();
    assertThat(ended(connect())).isTrue();
    await("the refusal to be counted", () -> relay.refused() == 1);
    relay.admit();
    Socket again = connect();
    send(again, "b");
    assertThat(read(again, 1)).isEqualTo("b");
  }

  @Test
  void reset_ends_open_connections_and_no_new_ones() throws Exception {
    Socket open = connect();
    send(open, "a");
    read(open, 1);

    int endedConnections = relay.reset();
    Socket again = connect();
    send(again, "b");

    assertThat(endedConnections).isEqualTo(1);
    assertThat(ended(open)).isTrue();
    assertThat(read(again, 1)).isEqualTo("b");
  }

  @Test
  void no_connection_slips_through_while_refusing_begins() throws Exception {
    for (int round = 0; round < 50; round++) {
      Socket client = connect();

      relay.refuse();

      // Accepted by the system, perhaps not yet by the relay: it must end either way.
      assertThat(ended(client)).as("round %d", round).isTrue();
      relay.admit();
    }
  }

  @Test
  void a_closed_relay_accepts_nobody() throws Exception {
    var address = relay.address();
    relay.close();

    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void a_server_that_is_gone_ends_the_clients_connection() throws Exception {
    server.close();

    assertThat(ended(connect())).isTrue();
  }

  @Test
  void rules_that_come_and_go_while_a_chunk_is_held_do_not_disturb_it() throws Exception {
    HoldRule hold = HoldRule.at("STOP", Direction.TO_SERVER);
    CountRule bytes = new CountRule(Direction.TO_SERVER);
    relay.rules().add(hold);
    relay.rules().add(bytes);
    Socket client = connect();
    send(client, "abSTOPcd");
    await("the hold", hold::reached);
    assertThat(read(client, 2)).isEqualTo("ab");

    CountRule late = new CountRule(Direction.TO_SERVER);
    relay.rules().add(0, late);
    relay.rules().remove(hold);
    relay.rules().remove(bytes);
    hold.release();

    assertThat(read(client, 6)).isEqualTo("STOPcd");
    // The held chunk passes the rules that were there when it came.
    assertThat(bytes.count()).isEqualTo(8);
    assertThat(late.count()).isZero();
    send(client, "ef");
    assertThat(read(client, 2)).isEqualTo("ef");
    assertThat(late.count()).isEqualTo(2);
    assertThat(bytes.count()).isEqualTo(8);
  }

  @Test
  void one_held_connection_does_not_stop_another() throws Exception {
    HoldRule hold = HoldRule.at("STOP", Direction.TO_SERVER);
    relay.rules().add(hold);
    Socket stopped = connect();
    send(stopped, "STOP");
    await("the hold", hold::reached);

    Socket other = connect();
    send(other, "STOP");

    assertThat(read(other, 4)).isEqualTo("STOP");
    hold.release();
    assertThat(read(stopped, 4)).isEqualTo("STOP");
  }

  @Test
  void a_held_connection_can_be_ended_alone() throws Exception {
    Socket other = connect();
    send(other, "a");
    assertThat(read(other, 1)).isEqualTo("a");
    HoldRule hold = HoldRule.at("STOP", Direction.FROM_SERVER);
    relay.rules().add(hold);
    Socket held = connect();
    send(held, "STOP");
    await("the hold", hold::reached);

    hold.disconnect();
    hold.release();

    assertThat(ended(held)).isTrue();
    send(other, "STOP");
    assertThat(read(other, 4)).isEqualTo("STOP");
  }

  @Test
  void a_black_hole_keeps_connections_open_and_silent_until_it_is_gone() throws Exception {
    DiscardRule hole = new DiscardRule();
    relay.rules().add(hole);
    Socket client = connect();
    send(client, "lost");
    await("the bytes to be swallowed", () -> hole.swallowed() == 4);

    relay.rules().remove(hole);
    send(client, "seen");

    assertThat(read(client, 4)).isEqualTo("seen");
  }

  @Test
  void more_connections_than_the_process_can_carry_are_refused_and_counted() throws Exception {
    Capacity two = new Capacity(2);
    try (Relay narrow = new Relay(0, server.address(), two)) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket client = new Socket(narrow.address().getAddress(), narrow.address().getPort());
        client.setSoTimeout(READ_MILLIS);
        clients.add(client);
        open.add(client);
      }

      assertThat(open.get(2).getInputStream().read()).isEqualTo(-1);

      assertThat(two.refused()).isEqualTo(1);
      send(open.get(1), "still");
      assertThat(read(open.get(1), 5)).isEqualTo("still");
      open.get(0).close();
      await(
          "a place that is free again",
          () -> {
            try {
              Socket next = new Socket(narrow.address().getAddress(), narrow.address().getPort());
              clients.add(next);
              next.setSoTimeout(READ_MILLIS);
              send(next, "x");
              return next.getInputStream().read() == 'x';
            } catch (IOException e) {
              return false;
            }
          });
    }
  }
}
