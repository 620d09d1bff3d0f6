package dev.syslab.solutions.pubsub.alternatives;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.solutions.pubsub.Follower;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.resps.StreamPendingEntry;

/**
 * Queries what is pending and claims it entry by entry, as was usual before XAUTOCLAIM; commits an
 * offset after each effect. If PostgreSQL fails, the follower's round ends, and the next one begins
 * at the last commit.
 */
@Alternative(summary = "claims entries one by one; commits an offset after each effect")
public final class StepByStep extends OnceUploads {
  private static final int PAGE = 50;

  public StepByStep(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      @Override
      protected void claim() {
        long idle = Uploads.CLAIM_AFTER.toMillis();
        XPendingParams page =
            XPendingParams.xPendingParams(StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID, PAGE)
                .idle(idle);
        List<StreamPendingEntry> pending = redis.xpending("uploads", group, page);
        for (StreamPendingEntry one : pending) {
          XClaimParams claim = XClaimParams.xClaimParams();
          redis.xclaim("uploads", group, name, idle, claim, one.getID()).forEach(this::handle);
        }
      }
    };
  }

  @Override
  protected Follower follower(String topic, Role role) {
    String group = role + "-" + topic;
    return new Follower(env, env.kafkaPrefix() + topic, group, upload -> act(role, upload)) {
      @Override
      protected void handle(
          KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
          effect.accept(UploadJson.decode(record.value()));
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
      }
    };
  }
}
