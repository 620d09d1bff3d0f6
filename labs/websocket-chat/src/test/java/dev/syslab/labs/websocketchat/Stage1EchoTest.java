package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.websocketchat.Ending.bytes;
import static dev.syslab.labs.websocketchat.Frame.*;

import dev.syslab.kit.*;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.*;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 1, title = "Frames, messages and a proper end", points = 15)
class Stage1EchoTest {
  private static final Length TEXTS = Length.utf8Bytes(0, ChatServer.LARGEST_MESSAGE);

  @Test
  @Hint("a-message-as-it-was")
  @Timeout(60)
  void a_message_comes_back_as_it_was(ChatServer server, Hostile hostile) throws Exception {
    int port = server.echo();
    BlockingText answers = new BlockingText();
    WebSocket usual =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), answers)
            .get(10, TimeUnit.SECONDS);
    List<String> texts = new ArrayList<>(hostile.texts(Hostile.ENOUGH, TEXTS));
    texts.addAll(List.of("\uFEFFa byte order mark", "\u0000 and \u0000", " spaces "));
    for (String text : texts) {
      usual.sendText(text, true).get(10, TimeUnit.SECONDS);

      Same.text("the answer to a text", answers.next(), text);
    }
    usual.abort();
    try (Wire wire = Wire.open(port, "/any/path?and=query")) {
      for (int size : new int[] {0, 1, 125, 126, ChatServer.LARGEST_MESSAGE}) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xFF);
        wire.send(Frame.of(BINARY, bytes), Frame.of(TEXT, new byte[size]));

        assertThat(wire.message("a binary message of " + size + " bytes, back"))
            .as("the answer to a binary message of %d bytes", size)
            .isEqualTo(Frame.of(BINARY, bytes));
        assertThat(wire.message("a text of " + size + " bytes, back"))
            .as("the answer to a text message of %d bytes", size)
            .isEqualTo(Frame.of(TEXT, new byte[size]));
      }
    }
  }

  @Test
  @Hint("fragments")
  void fragments_make_one_message(ChatServer server) throws Exception {
    byte[] euro = utf8("3 €, 🦊");
    try (Wire wire = Wire.open(server.echo(), "/")) {
      List<Frame> bytewise = new ArrayList<>();
      bytewise.add(Frame.part(TEXT));
      for (byte one : euro) {
        bytewise.add(Frame.part(CONTINUATION, one));
      }
      bytewise.add(Frame.of(CONTINUATION));
      wire.send(bytewise.toArray(Frame[]::new));
      wire.send(Frame.part(BINARY, euro), Frame.of(CONTINUATION, euro), Frame.text("next"));

      assertThat(wire.message("the text of " + bytewise.size() + " frames, back"))
          .as("the answer to a text sent in frames of one byte")
          .isEqualTo(Frame.of(TEXT, euro));
      assertThat(wire.message("a binary message of two frames, back").payload())
          .as("the answer to a binary message of two frames, half a text each")
          .hasSize(2 * euro.length);
      assertThat(wire.message("the next message, back"))
          .as("the answer to the next message")
          .isEqualTo(Frame.text("next"));
    }
  }

  @Test
  @Hint("control-frames-at-once")
  void a_ping_between_two_fragments_is_answered_at_once(ChatServer server) throws Exception {
    byte[] payload = new byte[125];
    Arrays.fill(payload, (byte) 0xE2);
    try (Wire wire = Wire.open(server.echo(), "/")) {
      wire.send(Frame.part(TEXT, utf8("to be ")), Frame.of(PONG, utf8("unasked")));
      wire.send(Frame.of(PING, payload));

      assertThat(wire.read("a pong, while the message is still incomplete"))
          .as("the answer to a ping of 125 bytes in the middle of a message: the same payload")
          .isEqualTo(Frame.of(PONG, payload));

      wire.send(Frame.of(CONTINUATION, utf8("continued")));
      assertThat(wire.message("the message, back"))
          .as("the answer to the message around the ping")
          .isEqualTo(Frame.text("to be continued"));
    }
  }

  @Test
  @Hint("utf-8")
  void text_that_is_not_utf_8_closes_with_1007(ChatServer server) throws Exception {
    int port = server.echo();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("a byte that never occurs", "61 FF 62");
    bad.put("a continuation byte without a start", "61 80");
    bad.put("an overlong slash", "C0 AF");
    bad.put("a surrogate", "ED A0 80");
    bad.put("a code point beyond U+10FFFF", "F4 90 80 80");
    bad.put("half a euro sign at the end", "61 E2 82");
    for (Map.Entry<String, String> one : bad.entrySet()) {
      byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(one.getValue());
      for (boolean split : new boolean[] {false, true}) {
        String what = one.getKey() + (split ? ", split over frames" : "");
        int middle = bytes.length / 2;
        byte[] rest = Arrays.copyOfRange(bytes, middle, bytes.length);
        try (Wire wire = Wire.open(port, "/")) {
          Ending.provoke(
              wire,
              split
                  ? bytes(Frame.part(TEXT, Arrays.copyOf(bytes, middle)), Frame.of(0, rest))
                  : bytes(Frame.of(TEXT, bytes)),
              "late");

          Ending.assertCode(wire, 1007, what);
        }
      }
    }
  }

  @Test
  @Hint("measure-while-it-grows")
  void a_message_beyond_the_limit_closes_with_1009(ChatServer server) throws Exception {
    int port = server.echo();
    try (Wire wire = Wire.open(port, "/")) {
      wire.send(Frame.announcement(BINARY, 1L << 40));
      wire.send(new byte[ChatServer.LARGEST_MESSAGE + 1]);
      Ending.assertCode(wire, 1009, "the beginning of a frame that announces a terabyte");
    }
    try (Wire wire = Wire.open(port, "/")) {
      byte[] tooLong = new byte[ChatServer.LARGEST_MESSAGE + 1];
      Ending.provoke(wire, bytes(Frame.of(BINARY, tooLong)), "late");
      Ending.assertCode(wire, 1009, "a frame that is one byte too long");
    }
    try (Wire wire = Wire.open(port, "/")) {
      byte[] euros = utf8("€".repeat(ChatServer.LARGEST_MESSAGE / 6));
      Frame part = Frame.part(CONTINUATION, euros);
      Ending.provoke(
          wire, bytes(Frame.part(TEXT, euros), part, Frame.of(0, utf8("xxxxx"))), "late");
      Ending.assertCode(wire, 1009, "fragments with one byte too many but fewer characters");
    }
    try (Wire wire = Wire.open(port, "/")) {
      byte[] half = new byte[ChatServer.LARGEST_MESSAGE / 2];
      wire.send(Frame.part(TEXT, half), Frame.part(CONTINUATION, half));
      wire.send(Frame.of(PING));
      assertThat(wire.read("a pong after fragments that just reach the limit"))
          .as("the answer to a ping after fragments that just reach the limit")
          .isEqualTo(Frame.of(PONG));
      Ending.provoke(wire, bytes(Frame.part(CONTINUATION, (byte) 'x')), "late");
      Ending.assertCode(wire, 1009, "fragments with one byte too many, none of which is final");
    }
  }

  @Test
  @Hint("close-means-close")
  void a_close_is_answered_with_its_code(ChatServer server) throws Exception {
    int port = server.echo();
    Map<String, Frame> closes = new LinkedHashMap<>();
    closes.put("without a code", Frame.of(CLOSE));
    closes.put("1000", Frame.close(1000, ""));
    closes.put("1001 with a reason", Frame.close(1001, "good bye, 🦊"));
    closes.put("1014", Frame.close(1014, ""));
    closes.put("3000", Frame.close(3000, ""));
    closes.put("4999", Frame.close(4999, ""));
    for (Map.Entry<String, Frame> one : closes.entrySet()) {
      for (boolean middle : new boolean[] {false, true}) {
        try (Wire wire = Wire.open(port, "/")) {
          String what =
              "a close " + one.getKey() + (middle ? " in the middle of a fragmented message" : "");
          if (middle) {
            wire.send(Frame.part(TEXT, utf8("to be ")));
          }
          Ending.provoke(wire, bytes(one.getValue(), Frame.close(1000, "")), "late");

          Ending.assertCode(wire, one.getValue().code(), what);
        }
      }
    }
  }

  @Test
  @Hint("against-the-protocol")
  void what_breaks_the_protocol_closes_with_1002(ChatServer server) throws Exception {
    int port = server.echo();
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("an unmasked frame", Frame.text("plain").unmasked());
    for (int bit : new int[] {0x40, 0x20, 0x10}) {
      bad.put("the reserved bit " + bit, new Frame(0x80 | bit | TEXT, utf8("x")).masked());
    }
    bad.put("the reserved opcode 3", Frame.of(0x3, utf8("x")).masked());
    bad.put("the reserved opcode 11", Frame.of(0xB).masked());
    bad.put("a fragmented ping", Frame.part(PING).masked());
    bad.put("a ping of 126 bytes", Frame.of(PING, new byte[126]).masked());
    bad.put("a continuation frame without a message", Frame.of(CONTINUATION, utf8("x")).masked());
    for (Map.Entry<String, byte[]> one : bad.entrySet()) {
      try (Wire wire = Wire.open(port, "/")) {
        Ending.provoke(wire, one.getValue(), "late");
        Ending.assertCode(wire, 1002, one.getKey());
      }
    }
    try (Wire wire = Wire.open(port, "/")) {
      Ending.provoke(wire, bytes(Frame.part(TEXT, utf8("one ")), Frame.text("two")), "late");
      Ending.assertCode(wire, 1002, "a new message in the middle of another one");
    }
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999}) {
      try (Wire wire = Wire.open(port, "/")) {
        Ending.provoke(wire, bytes(Frame.close(code, "")), "late");
        Frame close = Ending.close(wire, "a close with the reserved code " + code);
        assertThat(close == null ? 1002 : close.code())
            .as(
                "the server's answer to a close with the reserved code %d: a close with 1002, or"
                    + " none at all",
                code)
            .isEqualTo(1002);
      }
    }
  }

  /** What the JDK's own client receives. */
  private static final class BlockingText implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public java.util.concurrent.CompletionStage<?> onText(
        WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      texts.add("the connection failed: " + error);
    }

    String next() throws InterruptedException {
      String next = texts.poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return next == null ? "nothing within " + Wire.PATIENCE.toSeconds() + " s" : next;
    }
  }
}
