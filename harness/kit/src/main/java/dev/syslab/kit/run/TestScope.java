package dev.syslab.kit.run;

import dev.syslab.kit.process.Capacity;
import dev.syslab.kit.verdict.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that belongs to one running test; closed when the test ends. */
public final class TestScope implements AutoCloseable {
  /** The maximum number of plots of a test. */
  public static final int MOST_PLOTS = 8;

  private static final ThreadLocal<TestScope> CURRENT = new ThreadLocal<>();
  private static final int OUTPUT_LINES = 8;

  private final long refusedBefore = Capacity.ofThisProcess().refused();
  private final Trial trial;
  private final Identity test;
  private final Random random;
  private final TimelineRecorder timeline = new TimelineRecorder();
  private final List<Injected> faults = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final List<Plot> plots = new CopyOnWriteArrayList<>();
  private final List<Party> parties = new CopyOnWriteArrayList<>();
  private final List<ServerInUse> servers = new CopyOnWriteArrayList<>();

  private volatile String waitingFor;

  /**
   * Identifies the test.
   *
   * @param id {@code <simple class name>.<method>}
   * @param stage its stage's number
   * @param hint its hint's id; empty if it has none
   */
  public record Identity(String id, int stage, String hint) {}

  public TestScope(Trial trial, Identity test) {
    this.trial = trial;
    this.test = test;
    this.random = trial.settings().seed().random(test.id());
    CURRENT.set(this);
  }

  /**
   * Records what the running test waits for, for the message if it times out; null if it no longer
   * waits.
   */
  public static void waitingFor(String what) {
    TestScope scope = CURRENT.get();
    if (scope != null) {
      scope.waitingFor = what;
    }
  }

  /** The scope of the test that runs in this thread; null if there is none. */
  public static TestScope current() {
    return CURRENT.get();
  }

  public Trial trial() {
    return trial;
  }

  public Identity test() {
    return test;
  }

  public Random random() {
    return random;
  }

  public TimelineRecorder timeline() {
    return timeline;
  }

  String waitingFor() {
    return waitingFor;
  }

  public void note(String line) {
    notes.add(line);
  }

  /**
   * Shows a plot in the report.
   *
   * @throws IllegalStateException if the test already has {@value #MOST_PLOTS} plots
   */
  public void show(Plot plot) {
    if (plots.size() == MOST_PLOTS) {
      throw new IllegalStateException(
          "a test can show at most " + MOST_PLOTS + " plots; no room for “" + plot.title() + "”");
    }
    plots.add(plot);
  }

  /** What the test leaves besides its outcome. */
  public Trial.Evidence evidence() {
    return new Trial.Evidence(
        List.copyOf(notes), faults.size(), timeline.timeline(), List.copyOf(plots), output());
  }

  /** Checks whether faults have taken effect by now, so that the timeline shows roughly when. */
  public void lookAtFaults() {
    faults.stream().filter(fault -> !fault.over()).forEach(Injected::tookEffect);
  }

  public void register(Injected fault) {
    faults.add(fault);
  }

  /** Adds subjects, which end with the test. */
  public void register(List<? extends Party> started) {
    parties.addAll(started);
  }

  /** Adds a server, which is closed after the subjects have ended. */
  public void register(ServerInUse server) {
    servers.add(server);
  }

  /** How many subjects the test has started. */
  public int parties() {
    return parties.size();
  }

  /** The faults that had no effect. */
  public List<String> withoutEffect() {
    return faults.stream()
        .filter(Injected::mustTakeEffect)
        .filter(fault -> !fault.tookEffect())
        .map(Injected::what)
        .toList();
  }

  /** Servers that fail although the test did not harm them. */
  List<String> troubledServers() {
    return servers.stream().filter(server -> !server.sound()).map(ServerInUse::name).toList();
  }

  /** Whether connections were refused since the test began, because too many were open. */
  boolean crowded() {
    return Capacity.ofThisProcess().refused() > refusedBefore;
  }

  /** The last lines that the subjects printed. */
  List<String> output() {
    List<String> lines = new ArrayList<>();
    for (Party party : parties) {
      party.output(OUTPUT_LINES).forEach(line -> lines.add(party.name() + ": " + line));
    }
    return lines;
  }

  @Override
  public void close() {
    // Held streams must be released before their parties stop, or a relay's thread would wait
    // forever.
    faults.stream().filter(Injected::holds).forEach(Injected::close);
    parties.forEach(Party::end);
    servers.forEach(ServerInUse::close);
    CURRENT.remove();
  }
}
