package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Part;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "stops the writers, then copies: they wait for as long as copying takes",
    killedBy = "writes_go_on_while_a_bucket_is_copied",
    hint = "copy-first-then-stop")
public final class StopsThenCopies extends BucketedOrders {
  public StopsThenCopies(Environment env) {
    super(env);
  }

  @Override
  protected void copy(List<Part> parts, Connection from, Connection to) throws SQLException {
    shut(from, parts.get(0).bucket());
    send(parts, from, to);
  }
}
