package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;

@Mistake(
    stage = 7,
    summary = "only writes are fenced: a read with an old map finds nothing, or outdated rows",
    killedBy = "a_read_by_an_old_map_answers_as_the_new_one_says",
    hint = "read-then-look")
public final class ReadsAnywhere extends BucketedOrders {
  public ReadsAnywhere(Environment env) {
    super(env);
  }

  @Override
  protected void checkRead(Connection connection, ShardMap map, String customer) {}
}
