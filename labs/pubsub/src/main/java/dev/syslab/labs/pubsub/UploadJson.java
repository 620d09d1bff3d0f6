package dev.syslab.labs.pubsub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** An upload as a message carries it: JSON in UTF-8. Given; not to be edited. */
public final class UploadJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private UploadJson() {}

  public static byte[] encode(Upload upload) {
    try {
      return JSON.writeValueAsBytes(upload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if the bytes are not what {@link #encode} makes
   */
  public static Upload decode(byte[] message) {
    try {
      return JSON.readValue(message, Upload.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("not an upload", e);
    }
  }
}
