package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.params.SetParams;

/**
 * The one place that agents, orchestrators and clients share: who is primary, what agents report,
 * what was decided, and the switch of each server's power. It is in Redis. Each method throws
 * {@link UnavailableException} if that does not answer. In stages 1 to 6 there is no Redis, and
 * server 0 is the primary. Given; not to be edited.
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

  /** Who is primary. Each change of that has an epoch of its own: 1, 2, 3, … */
  public record Name(long epoch, int server) {}

  /**
   * What an agent has seen last.
   *
   * @param beat rises with each of its reports
   * @param own whether the server beside it answers
   * @param primary the server that was primary then
   * @param reached whether that one has answered the agent
   */
  public record Report(long beat, boolean own, int primary, boolean reached) {}

  /** Who is primary now. */
  public Name name() {
    String text = redis == null ? null : ask(() -> redis.get(NAME));
    if (text == null) {
      return FIRST;
    }
    String[] parts = text.split(" ");
    return new Name(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  /** Reports what the agent beside a server has seen; parameters as in {@link Report}. */
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
   * Decides something for an epoch, once: the first value of all callers stays.
   *
   * @return the value that was decided
   */
  public String decide(long epoch, String what, String value) {
    String key = "decided:" + epoch + ":" + what;
    ask(() -> redis.set(key, value, SetParams.setParams().nx()));
    return ask(() -> redis.get(key));
  }

  /**
   * Says who is primary from now on.
   *
   * @return whether it was the next epoch; otherwise nothing changes
   */
  public boolean publish(Name name) {
    List<String> arguments = List.of(Long.toString(name.epoch()), Integer.toString(name.server()));
    return ask(() -> redis.eval(PUBLISH, List.of(NAME), arguments)).equals(1L);
  }
}
