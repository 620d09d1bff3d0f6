package dev.syslab.solutions.ratelimiter.bench;

import dev.syslab.subject.Environment;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Bucket4j over Lettuce: a bucket is a value that is read, changed in the gateway and put back if
 * nobody else has changed it meanwhile. Nothing is fetched in advance, and keys live as long as a
 * bucket needs to fill, as the contract has it.
 */
final class Bucket4jGateway implements Gateway {
  static final String NAME = "Bucket4j";
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final ProxyManager<byte[]> buckets;
  private final BucketConfiguration limit;
  private final long burst;

  Bucket4jGateway(Environment environment, long burst, long amount) {
    this.buckets =
        Bucket4jLettuce.casBasedBuilder(RedisClient.create(environment.redis().toString()))
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(A_SECOND))
            .build();
    this.burst = burst;
    this.limit =
        BucketConfiguration.builder()
            .addLimit(bucket -> bucket.capacity(burst).refillGreedy(amount, A_SECOND))
            .build();
  }

  @Override
  public boolean admits(String client) {
    // A bucket keeps the limit that it was made with.
    byte[] key = (burst + ":" + client).getBytes(StandardCharsets.UTF_8);
    return buckets.builder().build(key, () -> limit).tryConsumeAndReturnRemaining(1).isConsumed();
  }
}
