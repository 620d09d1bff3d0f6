package dev.syslab.labs.websocketchat;

import dev.syslab.kit.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A well-behaved client: it reads all the time, and answers pings and closes. */
final class Member implements AutoCloseable {
  /** A queue that no test fills that is not about it. */
  static final int MUCH = 1 << 26;

  /** Settings under which no test sees a heartbeat. */
  static final Settings QUIET = new Settings(Duration.ofSeconds(25), Duration.ofSeconds(25), MUCH);

  static final String PROTOCOL = "Sec-WebSocket-Protocol: " + ChatServer.SUBPROTOCOL;

  private static final Duration AGAIN = Duration.ofMillis(200);

  final String user;
  final Wire wire;
  private final Inbox inbox;
  private volatile int pings;
  private volatile int code;

  private Member(String user, Wire wire) {
    this.user = user;
    this.inbox = new Inbox(user);
    this.wire = wire;
    Thread reader = new Thread(this::read, "reads for " + user);
    reader.setDaemon(true);
    reader.start();
  }

  static Member of(int port, String user, String... rooms) {
    return of(user, Wire.open(port, Requests.target(user), PROTOCOL), rooms);
  }

  /** One that shows a cookie. */
  static Member with(Cookie cookie, int port, String user, String... rooms) {
    return of(user, Wire.open(port, "/chat", PROTOCOL, cookie.header()), rooms);
  }

  private static Member of(String user, Wire wire, String... rooms) {
    Member member = new Member(user, wire);
    for (String room : rooms) {
      member.join(room);
    }
    return member;
  }

  private void read() {
    try {
      for (Frame frame = wire.await(); frame != null; frame = wire.await()) {
        if (frame.opcode() == Frame.PING) {
          pings++;
          wire.send(Frame.of(Frame.PONG, frame.payload()));
        } else if (frame.opcode() == Frame.CLOSE) {
          code = frame.code();
        } else if (frame.opcode() == Frame.TEXT) {
          inbox.add(Heard.of(new String(frame.payload(), StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      // Closed by the test, or by the server.
    }
    inbox.end();
  }

  /** How many pings it has been sent, and has answered. */
  int pings() {
    return pings;
  }

  /** The code with which the server has closed; 0 if it has not. */
  int code() {
    return code;
  }

  /** Whether the server has ended the connection. */
  boolean hasEnded() {
    return inbox.hasEnded();
  }

  Heard join(String room) {
    return ask(room, Requests.json("type", "join", "room", room), "joined");
  }

  /** Joins, and asks for what came after a position. */
  Heard resume(String room, Position since) {
    return ask(room, Requests.resume(room, since), "joined");
  }

  void leave(String room) {
    ask(room, Requests.json("type", "leave", "room", room), "left");
  }

  /** Asks until it is answered: again and again, as a client does while Redis is not there. */
  private Heard ask(String room, String request, String answer) {
    while (true) {
      wire.send(Frame.text(request));
      Heard next = inbox.take(answer, "error");
      if (next.is(answer) && next.text("room").equals(room)) {
        return next;
      }
      if (!next.text("code").equals("unavailable")) {
        throw new AssertionError("the answer to " + request + "\nseen: " + next);
      }
      Wait.pass(AGAIN);
    }
  }

  /** Sends a message, and does not wait. */
  void send(String room, String id, String text) {
    wire.send(Frame.text(Requests.message(room, id, text)));
  }

  /** Sends a message, and returns the offset with which it was acknowledged. */
  long say(String room, String id, String text) {
    Heard ack = ask(room, Requests.message(room, id, text), "ack");
    if (!ack.text("id").equals(id)) {
      throw new AssertionError(
          "the wrong ack for message " + id + " in " + room + "\nseen: " + ack);
    }
    return ack.offset();
  }

  void request(String type, String room) {
    wire.send(Frame.text(Requests.json("type", type, "room", room)));
  }

  /** The next event of one of these types; what comes before it is passed over. */
  Heard next(String... types) {
    List<Heard> all = inbox.until(types);
    return all.get(all.size() - 1);
  }

  /** Every event up to the next one of this type, which is the last of the list. */
  List<Heard> until(String type) {
    return inbox.until(type);
  }

  /** The event that comes next, whatever it is. */
  Heard next() {
    return inbox.until().get(0);
  }

  /** Whether it has ever heard that a user is offline. */
  boolean hasHeardOfTheEndOf(String gone) {
    return inbox.hasHeardOfTheEndOf(gone);
  }

  /** So many messages, one after the other; other events are passed over. */
  List<Heard> messages(int count) {
    List<Heard> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next("message"));
    }
    return messages;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
