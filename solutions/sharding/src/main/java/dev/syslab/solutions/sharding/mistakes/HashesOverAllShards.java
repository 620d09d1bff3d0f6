package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Customer;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "the hash is taken over all shards, and its remainder over the group",
    killedBy = "a_customer_stays_in_the_group_of_the_region",
    hint = "list-then-hash")
public final class HashesOverAllShards extends BucketedOrders {
  public HashesOverAllShards(Environment env) {
    super(env);
  }

  @Override
  protected int within(List<Integer> group, Customer customer) {
    return group.get(shardOf(customer.id(), MOST_SHARDS) % group.size());
  }
}
