package dev.syslab.engine.lab;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads sources, which are UTF-8; an editor may have meant something else. */
public final class SourceText {
  private static final char MARK = '\uFEFF';

  private SourceText() {}

  /**
   * The text of a source, without a byte order mark.
   *
   * @param shown what the file is called in messages
   * @throws LabException if it is no UTF-8; says where, and how to mend it
   */
  static String read(Path file, String shown) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new LabException(Kind.SUBJECT, shown + " could not be read: " + e.getMessage(), e);
    }
    return decode(bytes, shown);
  }

  /**
   * The text of a source, without a byte order mark.
   *
   * @param shown what the file is called in messages
   * @throws LabException if it is no UTF-8; says where, and how to mend it
   */
  public static String decode(byte[] bytes, String shown) {
    if (bytes.length > 1 && ((bytes[0] & 0xff) == 0xfe || (bytes[0] & 0xff) == 0xff)) {
      throw new LabException(
          Kind.SUBJECT, shown + ":1: this is UTF-16; save the file as UTF-8 in your editor");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new LabException(
          Kind.SUBJECT,
          ("%s:%d: the byte 0x%02X is not valid UTF-8 (Latin-1?); save the file as UTF-8 in your"
                  + " editor, or run: iconv -f LATIN1 -t UTF-8")
              .formatted(
                  shown,
                  text.chars().filter(character -> character == '\n').count() + 1,
                  bytes[in.position()] & 0xff));
    }
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }
}
