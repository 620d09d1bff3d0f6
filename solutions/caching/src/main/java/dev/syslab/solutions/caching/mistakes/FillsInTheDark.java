package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.Packed;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "tries to cache what it read without Redis, unguarded: it arrives when Redis is back",
    killedBy = "what_was_read_in_the_silence_does_not_come_back",
    hint = "do-not-cache-without-redis")
public final class FillsInTheDark extends LeasedCatalogue {
  public FillsInTheDark(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    Optional<Product> product = super.withoutRedis(id, silent);
    try {
      product.ifPresent(
          read ->
              redis.psetex(
                  valueKey(id), timeToLive().toMillis(), Packed.pack(ProductJson.encode(read))));
    } catch (JedisException e) {
      // Still silent; but the command has been sent.
    }
    return product;
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    return super.put(id, Packed.pack(text), stay, token);
  }

  @Override
  protected String text(String id) {
    String packed = super.text(id);
    return packed == null ? null : Packed.unpack(packed);
  }
}
