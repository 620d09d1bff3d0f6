package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.BadClientException;
import dev.syslab.labs.ratelimiter.BadCostException;
import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.RateLimiter;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Limits that gateways share: each decision is one script on one Redis server.
 *
 * <p>The script checks all limits of the route, and counts in all of them or in none (stages 1 to 3
 * and 5). Nothing can happen between its check and its count, and a gateway that dies has either
 * sent the script or not [1]. It uses the server's clock, the only one that all gateways can read:
 * a script may read the time and write, because Redis replicates its effects [2]. Windows are
 * aligned; the log has one entry per unit; the counter weights the previous window, as Cloudflare's
 * does [3]; the bucket stores how much was used and as of when, and lets that drain evenly.
 *
 * <p>The following are outside the script: the configuration, which every gateway caches and polls
 * twice a second (stage 4); slots, whose leases are renewed while their holder is alive (6); the
 * route's own answer when Redis does not respond (7); batches, which count in advance and hand out
 * later, and the choice of the server that counts for a client (8).
 *
 * <p>[1] redis.io, Scripting with Lua: atomic execution. [2] redis.io, Scripting with Lua: script
 * replication, effects. [3] J. Desgats, How we built rate limiting capable of scaling to millions
 * of domains, Cloudflare's blog, 2017.
 */
@Reference
public class SharedLimiter extends Parts implements RateLimiter, AutoCloseable {
  private final Batches batches;
  private final HttpGateway gateway;
  private final Upkeep upkeep = new Upkeep();

  public SharedLimiter(Environment env) {
    super(env);
    this.batches = batches();
    this.gateway = gateway();
    settings.lookIfThere();
    upkeep.every(Settings.LOOK_EVERY, this::follow);
    upkeep.every(SLOT_LEASE, batches::clear);
    for (Server server : servers.all()) {
      // One thread each, so that a server that is down does not delay the slots of another.
      upkeep.every(SLOT_LEASE.dividedBy(4), () -> slots.renew(server));
    }
  }

  protected HttpGateway gateway() {
    return new HttpGateway(this::rule, settings);
  }

  protected Batches batches() {
    return new Batches(this::stock);
  }

  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions);
  }

  protected void follow() {
    settings.lookIfThere();
  }

  @Override
  public void configure(String document) {
    settings.change(document);
  }

  @Override
  public Decision decide(String route, String client, long cost) {
    return rule(route, client, cost).decision();
  }

  /** Decides, and reports which limits deny. */
  protected Ruling rule(String route, String client, long cost) {
    check(client);
    Rules rules = settings.rules(route);
    List<Limit> limits = limits(rules, client);
    check(cost, limits);
    Pair pair = new Pair(route, client);
    try {
      return rules.batch() > 1
          ? batches.decide(
              pair, rules, limits, cost, (least, most) -> take(pair, limits, least, most))
          : decisions.of(limits, take(pair, limits, cost, cost));
    } catch (JedisException silent) {
      return decisions.degraded(rules, limits);
    }
  }

  protected Counts.Taken take(Pair pair, List<Limit> limits, long cost, long most) {
    return counts.take(servers.of(pair), pair, limits, cost, most);
  }

  protected List<Limit> limits(Rules rules, String client) {
    return rules.limits(client);
  }

  protected void check(String client) {
    if (client.isEmpty() || client.length() > LONGEST_CLIENT) {
      throw new BadClientException(
          "a client's name has 1 to " + LONGEST_CLIENT + " characters, not " + client.length());
    }
  }

  protected void check(long cost, List<Limit> limits) {
    long most = limits.stream().mapToLong(Limit::capacity).min().orElseThrow();
    if (cost < 1 || cost > most) {
      throw new BadCostException("a cost is 1 to " + most + " here, not " + cost);
    }
  }

  @Override
  public int listen(String upstream) {
    return gateway.listen(upstream);
  }

  @Override
  public Optional<String> acquire(String route, String client) {
    check(client);
    int most = settings.rules(route).slots();
    return available(() -> slots.acquire(new Pair(route, client), most));
  }

  @Override
  public boolean release(String slot) {
    return available(() -> slots.release(slot));
  }

  private static <T> T available(Supplier<T> command) {
    try {
      return command.get();
    } catch (JedisException silent) {
      throw new UnavailableException("Redis does not answer");
    }
  }

  @Override
  public void close() {
    upkeep.close();
    gateway.close();
    servers.close();
  }
}
