package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.alternatives.VersionCompare;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "compares versions as text: 9 counts as newer than 10",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class ComparesVersionsAsText extends VersionCompare {
  private static final String RAISE =
      "local held = redis.call('HGET', KEYS[1], 'version') "
          + "if held and held > ARGV[1] then return end "
          + "redis.call('HSET', KEYS[1], 'version', ARGV[1], 'text', ARGV[2]) "
          + "redis.call('PEXPIRE', KEYS[1], ARGV[3])";

  public ComparesVersionsAsText(Environment env) {
    super(env);
  }

  @Override
  protected void raise(Product product) {
    redis.eval(
        RAISE,
        List.of("entry/" + product.id()),
        List.of(
            Long.toString(product.version()),
            ProductJson.encode(product),
            Long.toString(TIME_TO_LIVE.toMillis())));
  }
}
