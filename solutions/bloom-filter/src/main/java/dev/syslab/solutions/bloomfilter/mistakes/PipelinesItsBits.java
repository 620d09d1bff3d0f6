package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

@Mistake(
    stage = 5,
    summary = "sends a SETBIT for each bit: one round trip, but other commands run in between",
    killedBy = "a_key_is_new_to_one_process_only",
    hint = "new-to-one-process")
public final class PipelinesItsBits extends Filters {
  public PipelinesItsBits(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      public List<Boolean> add(List<String> keys) {
        return keys.stream().map(one -> add(header().shape(), hash(one))).toList();
      }

      private boolean add(Shape shape, long hash) {
        try (AbstractPipeline pipeline = redis.client().pipelined()) {
          List<Response<Boolean>> before = new ArrayList<>();
          for (int i = 0; i < shape.hashes(); i++) {
            before.add(pipeline.setbit(key, Long.parseLong(position(shape, hash, i)), true));
          }
          pipeline.sync();
          return before.stream().anyMatch(bit -> !bit.get());
        }
      }
    };
  }
}
