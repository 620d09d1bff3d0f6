package dev.syslab.solutions.sharding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The key in the target of a request. */
final class PathKey {
  private PathKey() {}

  /** The first segment, if it is percent-encoded UTF-8 of a key. */
  static Optional<String> of(String target) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      String segment = target.substring(1).split("[/?]", 2)[0];
      for (int i = 0; i < segment.length(); i++) {
        if (segment.charAt(i) == '%') {
          bytes.write(HexFormat.of().parseHex(segment, i + 1, i + 3)[0]);
          i += 2;
        } else {
          bytes.write(segment.charAt(i));
        }
      }
      // A CharsetDecoder reports what String's constructor would replace.
      String key =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      Check.key(key);
      return Optional.of(key);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
