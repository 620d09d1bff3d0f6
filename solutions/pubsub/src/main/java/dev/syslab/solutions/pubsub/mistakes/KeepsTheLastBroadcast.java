package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "keeps the last broadcast in a key, for those who come late",
    killedBy = "a_broadcast_reaches_those_who_listen_and_is_kept_for_nobody",
    hint = "pub-sub")
public final class KeepsTheLastBroadcast extends OnceUploads {
  public KeepsTheLastBroadcast(Environment env) {
    super(env);
  }

  @Override
  public long broadcast(Upload upload) {
    long listeners = super.broadcast(upload);
    redis().set("last".getBytes(), UploadJson.encode(upload));
    return listeners;
  }
}
