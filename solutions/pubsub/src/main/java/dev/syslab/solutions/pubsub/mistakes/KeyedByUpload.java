package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import org.apache.kafka.clients.producer.ProducerRecord;

@Mistake(
    stage = 5,
    summary = "uses the upload's id as the key: an owner's uploads are in several partitions",
    killedBy = "both_roles_act_once_on_all_that_was_sent_owner_by_owner_in_order",
    hint = "key-and-group")
public final class KeyedByUpload extends OnceUploads {
  public KeyedByUpload(Environment env) {
    super(env);
  }

  @Override
  protected ProducerRecord<String, byte[]> record(String topic, Upload upload) {
    return new ProducerRecord<>(env.kafkaPrefix() + topic, upload.id(), UploadJson.encode(upload));
  }
}
