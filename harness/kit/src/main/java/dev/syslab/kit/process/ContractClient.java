package dev.syslab.kit.process;

import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.Printable;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.subject.Listens;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Calls a contract's methods over the subject protocol. One for each running program; used by many
 * threads.
 */
public final class ContractClient implements AutoCloseable {
  private static final int QUOTED = 300;
  private static final int LONGEST = 32 << 20;

  private static final int MOST_CONNECTIONS = 256;
  // Far more than any program sends; without a bound, endless headers would fill the memory.
  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(64 << 10).build();
  private static final ScheduledExecutorService CLOCK = clock();

  private final CloseableHttpClient http = client();
  private final SubjectProcess process;
  private final Duration bound;

  /**
   * @param bound how long one call may take
   */
  public ContractClient(SubjectProcess process, Duration bound) {
    this.process = process;
    this.bound = bound;
  }

  /**
   * Calls a method.
   *
   * @return its result
   * @throws NotImplementedYet if the subject says so
   * @throws SubjectFailure if the call ended in a way that the contract does not declare
   * @throws Throwable an error that the contract declares
   */
  public Object call(Method method, Object[] arguments) throws Throwable {
    HttpPost request = new HttpPost("http://127.0.0.1:" + process.port() + "/" + method.getName());
    request.setEntity(
        new ByteArrayEntity(Wire.arguments(method, arguments), ContentType.APPLICATION_JSON));
    AtomicBoolean late = new AtomicBoolean();
    // The client's own timeouts each cover one read; this bound covers the whole call.
    Future<?> alarm =
        CLOCK.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            bound.toMillis(),
            TimeUnit.MILLISECONDS);
    process.reach(Wire.addresses(method, arguments));
    try {
      Answer answer =
          http.execute(request, response -> new Answer(response.getCode(), body(response)));
      Object result = decode(method, answer.status(), answer.body());
      return method.isAnnotationPresent(Listens.class) && result instanceof Integer port
          ? process.reachable(port)
          : result;
    } catch (IOException e) {
      throw new SubjectFailure(late.get() ? late(method) : lost(method, e), e);
    } finally {
      alarm.cancel(false);
    }
  }

  private record Answer(int status, byte[] body) {}

  /** A body of bounded size: a subject must not be able to fill the judge's memory. */
  private static byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? new byte[0] : entity.getContent().readNBytes(LONGEST);
  }

  private String late(Method method) {
    return method.getName() + " did not answer within " + bound.toSeconds() + " s";
  }

  /**
   * Blocking calls over connections that stay open; nothing is retried without the test's
   * knowledge.
   */
  private static CloseableHttpClient client() {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEADERS).build())
            // Initialising the default one would cost time in every trial.
            .setTlsSocketStrategy(
                (socket, target, port, attachment, context) -> {
                  throw new IOException("a subject speaks plain HTTP");
                })
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  private static ScheduledExecutorService clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "call-bounds");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /** Ends the connections. */
  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }

  private String lost(Method method, IOException e) {
    if (e instanceof ConnectException && process.alive()) {
      return "nothing is listening on the subject's PORT any more; "
          + method.getName()
          + " got no answer";
    }
    // A connection ends a moment before its process is seen to have exited.
    return process.endsWithin(Duration.ofMillis(500))
        ? "the program exited during " + method.getName() + ", " + process.exit()
        : "the connection was closed during " + method.getName() + ": " + e.getMessage();
  }

  private Object decode(Method method, int status, byte[] body) throws Throwable {
    try {
      if (status == Wire.OK) {
        Object result = Wire.result(body, method.getGenericReturnType());
        if (result == null && method.getReturnType() != void.class) {
          throw new SubjectFailure(
              method.getName()
                  + " answered null, but the contract says "
                  + method.getReturnType().getSimpleName());
        }
        return result;
      }
      if (status == Wire.NOT_IMPLEMENTED
          || status == Wire.CONTRACT_ERROR
          || status == Wire.FAILED) {
        throw error(method, status, Wire.problem(body));
      }
    } catch (IOException e) {
      throw new SubjectFailure(
          method.getName()
              + " answered "
              + quote(body)
              + ", which is not a valid "
              + method.getGenericReturnType().getTypeName(),
          e);
    }
    throw new SubjectFailure(
        method.getName() + " answered with status " + status + ": " + quote(body));
  }

  private static Throwable error(Method method, int status, Wire.Problem problem) {
    if (status == Wire.NOT_IMPLEMENTED) {
      return new NotImplementedYet(problem.stage(), problem.message());
    }
    if (status == Wire.CONTRACT_ERROR) {
      for (Class<?> type : Wire.contractErrors(method)) {
        if (type.getSimpleName().equals(problem.error())) {
          return exception(type, problem.message());
        }
      }
    }
    return new SubjectFailure(method.getName() + " failed with " + firstLines(problem));
  }

  private static String firstLines(Wire.Problem problem) {
    String trace =
        problem
            .message()
            .lines()
            .filter(StackTraces::tells)
            .limit(6)
            .map(line -> line.replace("\t", "    "))
            .reduce((a, b) -> a + "\n" + b)
            .orElse("");
    return trace.contains(problem.error()) ? trace : problem.error() + ": " + trace;
  }

  private static Throwable exception(Class<?> type, String message) {
    try {
      return (Throwable) type.getConstructor(String.class).newInstance(message);
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the contract's error "
              + type.getName()
              + " needs a public constructor that takes the message",
          e);
    }
  }

  private static String quote(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, QUOTED), StandardCharsets.UTF_8);
    return "“"
        + Printable.of(text)
        + (body.length > QUOTED ? "…" : "")
        + "” ("
        + body.length
        + " bytes)";
  }
}
