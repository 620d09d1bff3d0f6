package dev.syslab.labs.pubsub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** An upload as the content of a message: JSON in UTF-8. Provided; do not edit it. */
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
   * @throws IllegalArgumentException if {@link #encode} cannot have produced these bytes
   */
  public static Upload decode(byte[] message) {
    try {
      return JSON.readValue(message, Upload.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("not an upload", e);
    }
  }
}
