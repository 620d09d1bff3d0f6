package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.labs.bloomfilter.WatchedTable;
import dev.syslab.subject.Environment;

/** The parts of the reference; an alternative replaces one of them. */
public abstract class Parts {
  protected SavedForm form = new SavedForm();

  protected Shape shape(Spec spec) {
    return Shape.of(spec.keys(), spec.rate());
  }

  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape);
  }

  protected ScalableFilter scalable(Spec spec) {
    return new ScalableFilter(spec);
  }

  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape);
  }

  protected RedisServer redis(Environment env) {
    return new RedisServer(env.redis());
  }

  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter);
  }

  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis));
  }
}
