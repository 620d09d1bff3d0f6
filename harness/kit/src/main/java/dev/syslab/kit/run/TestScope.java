package dev.syslab.kit.run;

import dev.syslab.kit.process.Capacity;
import dev.syslab.kit.verdict.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that belongs to one running test; closed when it ends. */
public final class TestScope implements AutoCloseable {
  /** How many plots a test may show. */
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
   * Which test it is.
   *
   * @param id {@code <simple class name>.<method>}
   * @param stage its stage's number
   * @param hint its hint's id; empty if it names none
   */
  public record Identity(String id, int stage, String hint) {}

  public TestScope(Trial trial, Identity test) {
    this.trial = trial;
    this.test = test;
    this.random = trial.settings().seed().random(test.id());
    CURRENT.set(this);
  }

  /**
   * Notes what the running test waits for, for the message if its bound passes; null: for nothing
   * any more.
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
   * @throws IllegalStateException if the test has shown {@value #MOST_PLOTS} already
   */
  public void show(Plot plot) {
    if (plots.size() == MOST_PLOTS) {
      throw new IllegalStateException(
          "a test can show at most " + MOST_PLOTS + " plots; no room for “" + plot.title() + "”");
    }
    plots.add(plot);
  }

  /** What it leaves beside its outcome. */
  public Trial.Evidence evidence() {
    return new Trial.Evidence(
        List.copyOf(notes), faults.size(), timeline.timeline(), List.copyOf(plots), output());
  }

  /** Looks whether faults have taken effect by now, so that the timeline knows about when. */
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

  /** The faults that have left no trace. */
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

  /** What the subjects printed last. */
  List<String> output() {
    List<String> lines = new ArrayList<>();
    for (Party party : parties) {
      party.output(OUTPUT_LINES).forEach(line -> lines.add(party.name() + ": " + line));
    }
    return lines;
  }

  @Override
  public void close() {
    // Held streams must go before their parties do, or a pump would wait forever.
    faults.stream().filter(Injected::holds).forEach(Injected::close);
    parties.forEach(Party::end);
    servers.forEach(ServerInUse::close);
    CURRENT.remove();
  }
}
