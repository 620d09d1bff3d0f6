package dev.syslab.labs.websocketchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A well-behaved client: it reads all the time, and answers pings and closes. */
final class Member implements AutoCloseable {
  /** Settings under which no test sees a heartbeat. */
  static final Settings QUIET = new Settings(Duration.ofSeconds(25), Duration.ofSeconds(25));

  static final String PROTOCOL = "Sec-WebSocket-Protocol: " + ChatServer.SUBPROTOCOL;

  private static final ObjectMapper JSON = new ObjectMapper();

  final String user;
  final Wire wire;
  private final Inbox inbox;
  private volatile int pings;

  private Member(int port, String user) {
    this.user = user;
    this.inbox = new Inbox(user);
    this.wire = Wire.open(port, target(user), PROTOCOL);
    Thread reader = new Thread(this::read, "reads for " + user);
    reader.setDaemon(true);
    reader.start();
  }

  static Member of(int port, String user, String... rooms) {
    Member member = new Member(port, user);
    for (String room : rooms) {
      member.join(room);
    }
    return member;
  }

  static String target(String user) {
    return "/chat?user=" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void read() {
    try {
      for (Frame frame = wire.await(); frame != null; frame = wire.await()) {
        if (frame.opcode() == Frame.PING) {
          pings++;
          wire.send(Frame.of(Frame.PONG, frame.payload()));
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

  /** Whether the server has ended the connection. */
  boolean hasEnded() {
    return inbox.hasEnded();
  }

  Heard join(String room) {
    request("join", room);
    return inbox.take("joined");
  }

  void leave(String room) {
    request("leave", room);
    inbox.take("left");
  }

  /** Sends a message, and does not wait. */
  void send(String room, String id, String text) {
    wire.send(Frame.text(message(room, id, text)));
  }

  /** Sends a message, and returns the offset with which it was acknowledged. */
  long say(String room, String id, String text) {
    send(room, id, text);
    Heard ack = inbox.take("ack");
    if (!ack.text("id").equals(id) || !ack.text("room").equals(room)) {
      throw new AssertionError(
          "the wrong ack for message " + id + " in " + room + "\nseen: " + ack);
    }
    return ack.offset();
  }

  static String message(String room, String id, String text) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("type", "send");
    request.put("room", room);
    request.put("id", id);
    request.put("text", text);
    return json(request);
  }

  void request(String type, String room) {
    wire.send(Frame.text(json(Map.of("type", type, "room", room))));
  }

  private static String json(Map<String, String> request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next event of this type; what comes before it is passed over. */
  Heard next(String type) {
    return next(type, Wire.PATIENCE);
  }

  Heard next(String type, Duration patience) {
    List<Heard> all = inbox.until(type, patience);
    return all.get(all.size() - 1);
  }

  /** Every event up to the next one of this type, which is the last of the list. */
  List<Heard> until(String type) {
    return inbox.until(type, Wire.PATIENCE);
  }

  /** The event that comes next, whatever it is. */
  Heard next() {
    return inbox.until("", Wire.PATIENCE).get(0);
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
