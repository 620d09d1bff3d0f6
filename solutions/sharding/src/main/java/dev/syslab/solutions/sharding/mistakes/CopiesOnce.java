package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Part;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "copies the bucket, then changes the map: what is written in between stays behind",
    killedBy = "writes_go_on_while_a_bucket_is_copied",
    hint = "copy-first-then-stop")
public final class CopiesOnce extends BucketedOrders {
  public CopiesOnce(Environment env) {
    super(env);
  }

  @Override
  protected void copyTheRest(List<Part> parts, Connection from, Connection to) {}
}
