package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;

@Mistake(
    stage = 1,
    summary = "counts code points where the contract counts UTF-16 code units",
    killedBy = "an_upload_out_of_bounds_is_neither_broadcast_nor_appended",
    hint = "bounds")
public final class CountsCodePoints extends OnceUploads {

  public CountsCodePoints(Environment env) {
    super(env);
  }

  @Override
  public void append(Upload upload) {
    String id = upload.id();
    if (id.length() > 64 && id.codePointCount(0, id.length()) <= 64) {
      String text = new String(UploadJson.encode(upload), StandardCharsets.UTF_8);
      redis().xadd("uploads", StreamEntryID.NEW_ENTRY, Map.of("upload", text));
    } else {
      super.append(upload);
    }
  }
}
