package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "recognises repeats that come to the node that has had the first",
    killedBy = "a_message_that_is_sent_again_to_another_node_is_stored_once",
    hint = "sent-twice-to-two-nodes")
public final class RemembersAtEachNode extends ChatNode {
  public RemembersAtEachNode(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      protected String repeat(String user, String id) {
        return node + " " + super.repeat(user, id);
      }
    };
  }
}
