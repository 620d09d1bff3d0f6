package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.JobMaker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 6,
    summary = "reads uncommitted records, as Kafka's consumers do by default",
    killedBy = "every_upload_gives_both_jobs_once_and_an_aborted_one_none",
    hint = "transaction")
public final class ReadsWhatWasAborted extends OnceUploads {
  public ReadsWhatWasAborted(Environment env) {
    super(env);
  }

  @Override
  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to) {
      @Override
      protected Map<String, Object> consumerSettings() {
        Map<String, Object> settings = super.consumerSettings();
        settings.put("isolation.level", "read_uncommitted");
        return settings;
      }
    };
  }
}
