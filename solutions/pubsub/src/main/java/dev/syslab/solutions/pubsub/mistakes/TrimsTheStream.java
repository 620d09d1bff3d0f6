package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.solutions.pubsub.Bounds;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import redis.clients.jedis.params.XAddParams;

@Mistake(
    stage = 1,
    summary = "keeps the stream short (MAXLEN): a role that begins later misses what was trimmed",
    killedBy = "each_role_acts_once_on_what_was_appended_before_it_began",
    hint = "stream-group")
public final class TrimsTheStream extends OnceUploads {

  public TrimsTheStream(Environment env) {
    super(env);
  }

  @Override
  public void append(Upload upload) {
    Bounds.check(upload);
    String text = new String(UploadJson.encode(upload), StandardCharsets.UTF_8);
    redis().xadd("uploads", Map.of("upload", text), XAddParams.xAddParams().maxLen(1_000));
  }
}
