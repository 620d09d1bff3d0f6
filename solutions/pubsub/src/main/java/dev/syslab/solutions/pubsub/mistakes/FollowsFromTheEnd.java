package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.Follower;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 5,
    summary = "lets a new group begin at the end of the topic, as Kafka does by default",
    killedBy = "both_roles_act_once_on_all_that_was_sent_owner_by_owner_in_order",
    hint = "key-and-group")
public final class FollowsFromTheEnd extends OnceUploads {
  public FollowsFromTheEnd(Environment env) {
    super(env);
  }

  @Override
  protected Follower follower(String topic, Role role) {
    String group = role + "-" + topic;
    return new Follower(env, env.kafkaPrefix() + topic, group, upload -> act(role, upload)) {
      @Override
      protected Map<String, Object> settings() {
        Map<String, Object> settings = super.settings();
        settings.put("auto.offset.reset", "latest");
        return settings;
      }
    };
  }
}
