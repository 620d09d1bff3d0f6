package dev.syslab.kit;

import dev.syslab.kit.process.ContractClient;
import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectProcess;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.kit.run.InProcessSubject;
import dev.syslab.kit.run.Party;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.run.TimelineRecorder;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.SubjectFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One process of a {@link Fleet}: the contract to call, and the process to harm. */
public final class Replica<C> implements Party {
  /** The prefix of the message if a start is not retried because it has failed before. */
  public static final String AS_BEFORE = "same failure as above: ";

  private static final Duration DRAIN = Duration.ofSeconds(6);

  private final TestScope scope;
  private final int id;
  private final Map<String, String> environment;
  private final Map<TestServer<?>, Link> links;
  private final C contract;

  private volatile SubjectProcess process;
  private volatile ContractClient client;
  private volatile Object inProcess;
  private int starts;

  Replica(
      TestScope scope,
      Class<C> type,
      int id,
      Map<String, String> environment,
      Map<TestServer<?>, Link> links) {
    this.scope = scope;
    this.id = id;
    this.environment = environment;
    this.links = links;
    InvocationHandler handler = (proxy, method, arguments) -> invoke(proxy, method, arguments);
    this.contract =
        type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    begin();
  }

  /** The contract, called over the subject protocol. */
  public C contract() {
    return contract;
  }

  /** The name in messages: {@code server 0}, {@code server 1}, … */
  @Override
  public String name() {
    return "server " + id;
  }

  int id() {
    return id;
  }

  /** The network between this process and a server. */
  public Link link(TestServer<?> server) {
    Link link = links.get(server);
    if (link == null) {
      throw new IllegalArgumentException(
          "the lab's subjects do not use " + server.technology().label());
    }
    return link;
  }

  /** Sends SIGKILL to the process and all its descendants. Closing the fault starts it again. */
  public Fault kill() {
    SubjectProcess killed = running();
    Fault fault = new Fault(scope, name() + " is killed", this::begin);
    killed.kill();
    if (!killed.alive()) {
      fault.noteEffect(name() + " is gone");
    }
    return fault;
  }

  /** Sends SIGSTOP to the process and all its descendants. Closing the fault resumes it. */
  public Fault pause() {
    SubjectProcess paused = running();
    Fault fault = new Fault(scope, name() + " is paused", () -> paused.pause(false));
    paused.pause(true);
    if (Wait.atMost(Duration.ofSeconds(2), paused::paused)) {
      fault.noteEffect(name() + " is suspended");
    }
    return fault;
  }

  /**
   * Sends SIGTERM, waits for a graceful shutdown, and starts the process again.
   *
   * @throws SubjectFailure if it does not exit within 5 s (plus one second of grace), or does not
   *     become ready again
   */
  public void restart() {
    SubjectProcess old = running();
    TimelineRecorder.Entry entry = scope.timeline().call(name(), "restart with SIGTERM");
    if (!old.terminate(DRAIN)) {
      entry.end(Kind.LOST, "did not end");
      throw new SubjectFailure(name() + " did not exit within 5 s after SIGTERM");
    }
    begin();
    entry.end(Kind.RETURNED, "ready again");
  }

  /** Whether the process exists. */
  public boolean alive() {
    return process != null && process.alive();
  }

  /** The last lines of its output, up to the given number. */
  @Override
  public List<String> output(int lines) {
    return process == null ? List.of() : process.output(lines);
  }

  void begin() {
    SubjectSource source = scope.trial().subject();
    if (source instanceof SubjectSource.InProcess local) {
      inProcess =
          InProcessSubject.create(local, contract.getClass().getInterfaces()[0], environment);
      return;
    }
    scope
        .trial()
        .hopeless()
        .ifPresent(
            failure -> {
              throw new SubjectFailure(AS_BEFORE + failure.getMessage());
            });
    TestScope.waitingFor(name() + " to become ready");
    SubjectPool hosts = scope.trial().hosts();
    if (process != null) {
      hosts.killed(process);
    }
    String role = "%s, %s, start %d".formatted(scope.test().id(), name(), ++starts);
    try {
      process =
          hosts.start(source, environment, scope.trial().readyBound(), role, scope.trial()::track);
    } catch (SubjectFailure e) {
      scope.trial().startFailed(e);
      throw e;
    }
    scope.trial().started();
    if (client != null) {
      client.close();
    }
    client = new ContractClient(process, scope.trial().callBound());
    TestScope.waitingFor(null);
  }

  /** Stops it permanently. */
  @Override
  public void end() {
    if (client != null) {
      client.close();
    }
    // First, so that its pending network operations end now, and its threads with them.
    links.values().forEach(Link::close);
    SubjectProcess ending = process;
    if (ending != null) {
      // Only once: by the second time, the program may already serve another test.
      process = null;
      scope.trial().hosts().release(scope.trial().subject(), ending);
    }
    InProcessSubject.close(inProcess);
  }

  private SubjectProcess running() {
    if (process == null) {
      throw new Inconclusive(
          "this test harms a process, so the subject needs one of its own: run it without"
              + " --in-process");
    }
    return process;
  }

  private Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> name();
      };
    }
    String call = method.getName() + describe(arguments);
    TimelineRecorder.Entry entry = scope.timeline().call(name(), call);
    try {
      Object result = inProcess == null ? client.call(method, arguments) : local(method, arguments);
      entry.end(Kind.RETURNED, method.getReturnType() == void.class ? "" : Text.of(result));
      return result;
    } catch (SubjectFailure e) {
      // The reason in one line; the details are in the failure.
      entry.end(Kind.LOST, "lost: " + Text.of(e.getMessage().lines().findFirst().orElse("")));
      throw new SubjectFailure(name() + ": " + e.getMessage(), e);
    } catch (NotImplementedYet e) {
      entry.end(Kind.REFUSED, "not implemented yet");
      throw e;
    } catch (Throwable e) {
      entry.end(Kind.REFUSED, e.getClass().getSimpleName() + ": " + Text.of(e.getMessage()));
      throw e;
    } finally {
      scope.lookAtFaults();
    }
  }

  private Object local(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(inProcess, arguments);
    } catch (InvocationTargetException e) {
      throw InProcessSubject.asSeenFromOutside(method, e.getCause());
    }
  }

  private static String describe(Object[] arguments) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : ", ").append(Text.of(arguments[i]));
    }
    return text.append(")").toString();
  }
}
