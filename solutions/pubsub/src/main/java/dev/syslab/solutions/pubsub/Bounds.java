package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Upload;
import java.nio.charset.StandardCharsets;

/** The contract's bounds on parameters: a call that violates one has no effect. */
public final class Bounds {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_CONTENT = 100_000;
  private static final long MOST_BYTES = 10_000_000_000_000_000L;

  private Bounds() {}

  public static void check(Message message) {
    topic(message.topic());
    check(message.upload());
  }

  public static void check(Upload upload) {
    if (upload == null) {
      throw new IllegalArgumentException("no upload");
    }
    text("id", upload.id(), 1, LONGEST_NAME);
    text("owner", upload.owner(), 1, LONGEST_NAME);
    text("content", upload.content(), 0, LONGEST_CONTENT);
    number("bytes", upload.bytes(), 0, MOST_BYTES);
  }

  public static void topic(String topic) {
    text("topic", topic, 1, LONGEST_NAME);
  }

  public static void kafkaTopic(String topic) {
    if (topic == null || !topic.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("the topic must be 1 to 40 of a-z, 0-9 and -: " + topic);
    }
  }

  public static void number(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; it must be %d to %d".formatted(name, value, least, most));
    }
  }

  private static void text(String name, String value, int shortest, int longest) {
    if (value == null || value.length() < shortest || value.length() > longest) {
      throw new IllegalArgumentException(
          "%s has %s characters; it must have %d to %d"
              .formatted(name, value == null ? "no" : value.length(), shortest, longest));
    }
    if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(name + " holds U+0000 or an unpaired surrogate");
    }
  }
}
