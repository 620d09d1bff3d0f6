package dev.syslab.solutions.ratelimiter;

import static dev.syslab.labs.ratelimiter.RateLimiter.SLOT_LEASE;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Slots with a lease. A pair's slots are the members of a sorted set, each with its expiry by the
 * server's clock. The holder extends a slot while it is alive; an expired slot belongs to nobody,
 * and cannot be extended.
 */
public class Slots {
  protected static final String ENDED_GO =
      "local time = redis.call('TIME') "
          + "local now = time[1] * 1000 + math.floor(time[2] / 1000) "
          + "redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now) ";
  protected static final Script ACQUIRE =
      Script.of(
          ENDED_GO
              + "if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end "
              + "redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1]) "
              + "redis.call('PEXPIRE', KEYS[1], 2 * ARGV[3]) return 1");
  protected static final Script RENEW =
      Script.of(
          ENDED_GO
              + "if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end "
              + "redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1]) "
              + "redis.call('PEXPIRE', KEYS[1], 2 * ARGV[2]) return 1");
  protected static final Script RELEASE =
      Script.of(ENDED_GO + "return redis.call('ZREM', KEYS[1], ARGV[1])");

  protected final Servers servers;
  protected final Set<String> held = ConcurrentHashMap.newKeySet();

  public Slots(Servers servers) {
    this.servers = servers;
  }

  /**
   * Takes a slot if fewer than the given number are held.
   *
   * @return the slot's id, from which its server can be found
   */
  public Optional<String> acquire(Pair pair, int slots) {
    String id =
        UUID.randomUUID() + "@" + pair.route().length() + "@" + pair.route() + pair.client();
    boolean taken = run(ACQUIRE, pair, id, Integer.toString(slots), lease());
    if (taken) {
      held.add(id);
    }
    return taken ? Optional.of(id) : Optional.empty();
  }

  /** Releases a slot, and returns whether it was still held. */
  public boolean release(String id) {
    // Forget it first, so that no renewal starts for a slot that is being released.
    held.remove(id);
    return pair(id).map(pair -> run(RELEASE, pair, id)).orElse(false);
  }

  /** Extends all slots that this process holds on the server. */
  public void renew(Server server) {
    List<String> ids = heldAt(server);
    if (!ids.isEmpty()) {
      renew(server, ids);
    }
  }

  protected List<String> heldAt(Server server) {
    return held.stream().filter(id -> servers.of(pair(id).orElseThrow()) == server).toList();
  }

  /**
   * Extends these slots, and forgets those that have expired. All are sent in one pipeline, because
   * if they were sent one after the other, the last of many would come too late.
   */
  protected void renew(Server server, List<String> ids) {
    List<List<String>> keys = ids.stream().map(id -> List.of(key(pair(id).orElseThrow()))).toList();
    List<List<String>> arguments = ids.stream().map(id -> List.of(id, lease())).toList();
    try {
      List<Object> done = server.runEach(script(RENEW), keys, arguments);
      for (int i = 0; i < ids.size(); i++) {
        if (!Long.valueOf(1).equals(done.get(i))) {
          held.remove(ids.get(i));
        }
      }
    } catch (JedisException away) {
      notRenewed(away);
    }
  }

  /** Redis did not answer. The next renewal comes soon. */
  protected void notRenewed(JedisException away) {}

  protected boolean run(Script script, Pair pair, String... arguments) {
    return Long.valueOf(1)
        .equals(servers.of(pair).run(script(script), List.of(key(pair)), List.of(arguments)));
  }

  /** The script to run in place of this one; alternatives override it. */
  protected Script script(Script plain) {
    return plain;
  }

  protected static String key(Pair pair) {
    return "slots:" + pair.text();
  }

  private static String lease() {
    return Long.toString(SLOT_LEASE.toMillis());
  }

  /** The pair that a slot belongs to; empty if the text is not a slot's id. */
  protected static Optional<Pair> pair(String id) {
    String[] parts = id.split("@", 3);
    if (parts.length < 3 || !parts[1].matches("\\d{1,6}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(parts[1]);
    return length > parts[2].length()
        ? Optional.empty()
        : Optional.of(new Pair(parts[2].substring(0, length), parts[2].substring(length)));
  }
}
