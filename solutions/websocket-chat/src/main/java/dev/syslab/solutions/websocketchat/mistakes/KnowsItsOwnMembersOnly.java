package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Cluster;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Collection;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "takes the members at this node for all of them",
    killedBy = "who_is_present_is_known_at_every_node",
    hint = "present-anywhere")
public final class KnowsItsOwnMembersOnly extends ChatNode {
  public KnowsItsOwnMembersOnly(Environment env) {
    super(env);
  }

  @Override
  protected SharedLog log(Cluster cluster) {
    return new SharedLog(new RedisCalls(env.redis()), cluster) {
      @Override
      public List<String> present(String room, Collection<String> here) {
        super.present(room, here);
        return List.copyOf(here);
      }
    };
  }
}
