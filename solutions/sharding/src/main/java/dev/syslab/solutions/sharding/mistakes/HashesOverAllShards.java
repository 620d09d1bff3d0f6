package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Customer;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "the hash is taken over all shards, and its remainder over the group",
    killedBy = "a_value_or_customer_goes_where_the_list_says_or_nowhere",
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
