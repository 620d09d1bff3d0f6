package dev.syslab.kit;

import dev.syslab.kit.run.ServerInUse;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * A test's namespace in a server, from the judge's side: it connects directly, bypassing every
 * link.
 *
 * @param <S> the class itself
 */
public abstract class TestServer<S extends TestServer<S>> implements ServerInUse {
  private static final Duration DOWN = Duration.ofMillis(300);

  private final TestScope scope;
  private final Server server;
  private final Namespace namespace;
  private final boolean own;

  private volatile boolean harmed;
  private volatile int number = -1;

  TestServer(TestScope scope, Server server, Namespace namespace, boolean own) {
    this.scope = scope;
    this.server = server;
    this.namespace = namespace;
    this.own = own;
  }

  public Technology technology() {
    return server.technology();
  }

  /** {@code Redis}, or, if the test has several of them, {@code Redis 0}, {@code Redis 1}, … */
  @Override
  public String name() {
    return technology().label() + (number < 0 ? "" : " " + number);
  }

  /** Sets the index among several servers; negative if there is only one. */
  void number(int number) {
    this.number = number;
  }

  /**
   * Sends SIGSTOP: connections stay open, but nothing answers. Closing the fault resumes the
   * server.
   */
  public Fault pause() {
    return harm("paused", server::pause, server::resume);
  }

  /** Sends SIGKILL. Closing the fault starts the server again with the data that survived. */
  public Fault kill() {
    return harm("killed", server::kill, server::start);
  }

  /** A graceful shutdown. Closing the fault starts the server again with its data. */
  public Fault stop() {
    return harm("stopped", server::stop, server::start);
  }

  /** Whether one real request is answered within the bound. */
  public boolean answers(Duration bound) {
    return server.answers(bound);
  }

  private Fault harm(String how, Runnable inflict, Runnable mend) {
    Fault fault = harming(name() + " is " + how, mend);
    inflict.run();
    if (!server.answers(DOWN)) {
      fault.noteEffect(name() + " does not answer");
    }
    return fault;
  }

  /** A fault of this server that has not been injected yet. */
  final Fault harming(String what, Runnable mend) {
    if (!own) {
      throw new IllegalStateException(
          "other tests use this "
              + technology().label()
              + "; annotate the parameter with @Own to get a dedicated one that you may harm");
    }
    harmed = true;
    return new Fault(scope, what, mend);
  }

  /** Whether the server is healthy, apart from harm that the test itself has done. */
  @Override
  public boolean sound() {
    return harmed || server.answers(Duration.ofSeconds(5));
  }

  Server server() {
    return server;
  }

  Namespace namespace() {
    return namespace;
  }

  /** One of the addresses that subjects get, without a link and with the judge's own account. */
  String variable(String name) {
    return administration().get(name);
  }

  /** How the judge reaches the namespace. */
  Map<String, String> administration() {
    return namespace.administration(server.address());
  }

  /** How a subject reaches the namespace. */
  Map<String, String> environment(InetSocketAddress via) {
    return namespace.environment(via);
  }

  /** The judge's own problems with the server are never the subject's fault. */
  Inconclusive trouble(Exception cause) {
    return trouble("use " + technology().label(), cause);
  }

  /**
   * @param operation what failed, after "the judge could not"
   */
  static Inconclusive trouble(String operation, Exception cause) {
    // A timeout exception has no message.
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new Inconclusive("the judge could not %s: %s".formatted(operation, why), cause);
  }

  @Override
  public void close() {
    if (own) {
      server.close();
    } else {
      namespace.close();
    }
  }
}
