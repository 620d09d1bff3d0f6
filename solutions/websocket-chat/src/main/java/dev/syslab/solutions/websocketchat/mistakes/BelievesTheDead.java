package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 6,
    summary = "removes members when they leave, which those of a dead node never do",
    killedBy = "the_members_of_a_dead_node_are_gone_and_all_others_stay",
    hint = "a-lease-for-each-node")
public final class BelievesTheDead extends ChatNode {
  public BelievesTheDead(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(
        new RedisCalls(env.redis()), new Cluster(Duration.ofHours(1), cluster.kept()));
  }
}
