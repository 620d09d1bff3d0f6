package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.ControlPlane.Report;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What an orchestrator has heard of the agents, and when; by its own clock alone. */
public final class Heard {
  private final Map<Integer, Report> last = new HashMap<>();
  private final Map<Integer, Long> when = new HashMap<>();

  public void hear(Map<Integer, Report> reports) {
    reports.forEach(
        (agent, report) -> {
          Report before = last.put(agent, report);
          // What was there before the first look may be of any age.
          if (before != null && before.beat() != report.beat()) {
            when.put(agent, System.nanoTime());
          }
        });
  }

  /** Whether the agent beside a server has said in this time that it answers. */
  public boolean well(int server, Duration within) {
    return heard(server, within) && last.get(server).own();
  }

  /** Whether the agent of a replica has said in this time that the primary has answered it. */
  public boolean reached(int primary, Duration within) {
    return last.entrySet().stream()
        .filter(entry -> entry.getKey() != primary && heard(entry.getKey(), within))
        .anyMatch(entry -> entry.getValue().primary() == primary && entry.getValue().reached());
  }

  public boolean heard(int agent, Duration within) {
    return when.containsKey(agent) && System.nanoTime() - when.get(agent) < within.toNanos();
  }
}
