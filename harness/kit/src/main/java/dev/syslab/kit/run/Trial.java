package dev.syslab.kit.run;

import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.postgresql.PostgresCluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the tests of one trial share: the subject, the servers and the seed. */
public final class Trial implements AutoCloseable {
  /**
   * The namespace of the launcher session's store in which tests find their trial: a {@code
   * Supplier} of it, under this class. (A trial stored directly would be closed with the session.)
   */
  public static final String NAMESPACE = "dev.syslab.trial";

  private final Settings settings;
  private final SubjectPool hosts;
  private final Map<Technology, Server> warm = new EnumMap<>(Technology.class);
  private final Map<String, Evidence> evidence = new ConcurrentHashMap<>();
  private volatile Consumer<String> announcements = line -> {};
  private volatile boolean everStarted;
  private volatile SubjectFailure startFailure;

  /**
   * @param lab the lab's name, which is its folder's
   * @param subject the subject that is judged
   * @param mode how servers are started
   * @param modeIsChosen whether the user chose the mode, so that a replay must name it, too
   * @param debug a person is stepping through the code: no timeouts
   */
  public record Settings(
      String lab,
      SubjectSource subject,
      Services services,
      Mode mode,
      boolean modeIsChosen,
      Seed seed,
      boolean debug) {}

  /**
   * What one test leaves besides its outcome.
   *
   * @param notes what it measured
   * @param faults how many faults it injected
   * @param timeline who did what when
   * @param plots charts of what it measured
   */
  public record Evidence(
      List<String> notes, int faults, Timeline timeline, List<Plot> plots, List<String> output) {
    static final Evidence NONE = new Evidence(List.of(), 0, Timeline.NONE, List.of(), List.of());
  }

  /**
   * @param hosts provides the subjects' programs; not closed with the trial
   */
  public Trial(Settings settings, SubjectPool hosts) {
    this.settings = settings;
    this.hosts = hosts;
  }

  /** Receives a running test's announcements; initially, nothing does. */
  public void onAnnouncement(Consumer<String> listener) {
    announcements = listener;
  }

  /** Tells the user something immediately. */
  public void announce(String line) {
    announcements.accept(line);
  }

  public Settings settings() {
    return settings;
  }

  /** What the test with this unique id has left; empty if it did not run. */
  public Evidence evidence(String uniqueId) {
    return evidence.getOrDefault(uniqueId, Evidence.NONE);
  }

  void record(String uniqueId, Evidence left) {
    evidence.put(uniqueId, left);
  }

  /** Provides the subjects' programs. */
  public SubjectPool hosts() {
    return hosts;
  }

  /** The subject that is judged. */
  public SubjectSource subject() {
    return settings.subject();
  }

  /** How long a subject may take to become ready. */
  public Duration readyBound() {
    return settings.debug() ? Duration.ofHours(8) : Duration.ofSeconds(20);
  }

  /** How long one call may take. */
  public Duration callBound() {
    return settings.debug() ? Duration.ofHours(8) : Duration.ofSeconds(10);
  }

  /**
   * The server that the tests of this trial share; it is released when the trial ends. Other trials
   * use it too, unless the subject is isolated and could harm them there.
   */
  public synchronized Server warm(Technology technology) {
    return warm.computeIfAbsent(
        technology,
        absent ->
            hosts.isolates() && !absent.hasAccounts()
                ? own(absent)
                : settings.services().warm(absent, settings.mode()));
  }

  /** A dedicated server; the caller closes it. */
  public Server own(Technology technology) {
    return settings.services().own(technology, settings.mode());
  }

  /**
   * A dedicated PostgreSQL primary with its replicas; the caller closes them.
   *
   * @param route where a replica reaches the primary, given the primary's address
   */
  public PostgresCluster ownCluster(
      int replicas, Function<InetSocketAddress, InetSocketAddress> route) {
    return settings.services().ownCluster(settings.mode(), replicas, route);
  }

  /** Ends the process if this program dies first. */
  public void track(Process process) {
    settings.services().track(process);
  }

  /** The command that runs one stage again with the same choices. */
  String replay(int stage) {
    String subject =
        settings.subject().name().equals("learner")
            ? ""
            : " --subject " + quoted(settings.subject().name());
    String mode = settings.modeIsChosen() ? " --services " + settings.mode().id() : "";
    return "./lab test "
        + settings.lab()
        + " --stage "
        + stage
        + " --seed "
        + settings.seed()
        + subject
        + mode;
  }

  /** Records that a subject became ready: from now on, a failed start is a finding of its own. */
  public void started() {
    everStarted = true;
  }

  /** Records that a subject did not become ready. */
  public void startFailed(SubjectFailure failure) {
    startFailure = failure;
  }

  /**
   * The reason why no subject of this trial has ever become ready: the next one would only take as
   * long.
   */
  public Optional<SubjectFailure> hopeless() {
    return everStarted ? Optional.empty() : Optional.ofNullable(startFailure);
  }

  /** The text, quoted for the shell. */
  private static String quoted(String text) {
    return text.matches("[\\w:./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Releases the shared servers. */
  @Override
  public synchronized void close() {
    warm.values().forEach(Server::close);
    warm.clear();
  }
}
