package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Each slot is a numbered key that contains its holder's id and expires by itself, so no clock
 * needs to be read. A pair's server is the one with the highest hash of pair and server (rendezvous
 * hashing [1]): if a server is added, only the pairs that it takes over move.
 *
 * <p>[1] D. Thaler, C. Ravishankar, Using name-based mappings to increase hit rates, IEEE/ACM
 * Transactions on Networking, 1998.
 */
@Alternative(summary = "slots as numbered keys that expire, and servers by rendezvous hashing")
public class NumberedSlots extends SharedLimiter {
  private static final String FIND =
      "for i = 0, 999 do if redis.call('GET', KEYS[1] .. ':' .. i) == ARGV[1] then ";
  private static final Script ACQUIRE =
      Script.of(
          "for i = 0, ARGV[2] - 1 do "
              + "if redis.call('SET', KEYS[1] .. ':' .. i, ARGV[1], 'NX', 'PX', ARGV[3]) then "
              + "return 1 end end return 0");
  private static final Script RENEW =
      Script.of(
          FIND + "return redis.call('PEXPIRE', KEYS[1] .. ':' .. i, ARGV[2]) end end return 0");
  private static final Script RELEASE =
      Script.of(FIND + "return redis.call('DEL', KEYS[1] .. ':' .. i) end end return 0");

  public NumberedSlots(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return plain == Slots.ACQUIRE ? ACQUIRE : plain == Slots.RENEW ? RENEW : RELEASE;
      }
    };
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected int place(String name, int servers) {
        int best = 0;
        for (int i = 1; i < servers; i++) {
          if (weight(name, i) > weight(name, best)) {
            best = i;
          }
        }
        return best;
      }
    };
  }

  private static long weight(String name, int server) {
    CRC32 hash = new CRC32();
    hash.update((server + "/" + name).getBytes(StandardCharsets.UTF_8));
    // A CRC is linear: names that differ only slightly would all prefer the same server.
    long mixed = hash.getValue() * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L >>> 1;
  }
}
