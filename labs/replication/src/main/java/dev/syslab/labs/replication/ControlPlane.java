package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.params.SetParams;

/**
 * The state that agents, orchestrators and clients share: which server is primary, what agents
 * report, what was decided, and each server's power switch. It is in Redis. Each method throws
 * {@link UnavailableException} if Redis does not answer. In stages 1 to 6 there is no Redis, and
 * server 0 is the primary. Provided; do not edit it.
 */
public final class ControlPlane extends MachineRoom {
  static final String NAME = "name";
  static final String REPORTS = "reports";
  static final String BEATS = "beats";

  private static final Name FIRST = new Name(1, 0);
  private static final String PUBLISH =
      """
      local epoch = tonumber(string.match(redis.call('GET', KEYS[1]) or '1 0', '%d+'))
      if epoch + 1 ~= tonumber(ARGV[1]) then return 0 end
      redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2])
      return 1
      """;

  public ControlPlane(Environment env) {
    super(env);
  }

  /** Which server is primary. Each change of the primary has its own epoch: 1, 2, 3, … */
  public record Name(long epoch, int server) {}

  /**
   * What an agent saw last.
   *
   * @param beat rises with each of its reports
   * @param own whether the agent's own server answers
   * @param primary the server that was primary at that time
   * @param reached whether the primary answered the agent
   */
  public record Report(long beat, boolean own, int primary, boolean reached) {}

  /** Which server is primary now. */
  public Name name() {
    String text = redis == null ? null : ask(() -> redis.get(NAME));
    if (text == null) {
      return FIRST;
    }
    String[] parts = text.split(" ");
    return new Name(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  /** Reports what a server's agent has seen; the parameters are those of {@link Report}. */
  public void report(int agent, boolean own, int primary, boolean reached) {
    ask(
        () -> {
          String seen = own + " " + primary + " " + reached;
          redis.hset(REPORTS, Integer.toString(agent), seen);
          return redis.hincrBy(BEATS, Integer.toString(agent), 1);
        });
  }

  /** The last report of each agent that has ever sent one. */
  public Map<Integer, Report> reports() {
    Map<String, String> beats = ask(() -> redis.hgetAll(BEATS));
    Map<Integer, Report> reports = new HashMap<>();
    ask(() -> redis.hgetAll(REPORTS))
        .forEach(
            (agent, text) -> {
              String[] seen = text.split(" ");
              Report report =
                  new Report(
                      Long.parseLong(beats.getOrDefault(agent, "0")),
                      Boolean.parseBoolean(seen[0]),
                      Integer.parseInt(seen[1]),
                      Boolean.parseBoolean(seen[2]));
              reports.put(Integer.parseInt(agent), report);
            });
    return reports;
  }

  /**
   * Decides something for an epoch, once: of all callers' values, the first one stays.
   *
   * @return the value that was decided
   */
  public String decide(long epoch, String what, String value) {
    String key = "decided:" + epoch + ":" + what;
    ask(() -> redis.set(key, value, SetParams.setParams().nx()));
    return ask(() -> redis.get(key));
  }

  /**
   * Publishes which server is primary from now on.
   *
   * @return whether this was the next epoch; if not, nothing changes
   */
  public boolean publish(Name name) {
    List<String> arguments = List.of(Long.toString(name.epoch()), Integer.toString(name.server()));
    return ask(() -> redis.eval(PUBLISH, List.of(NAME), arguments)).equals(1L);
  }
}
