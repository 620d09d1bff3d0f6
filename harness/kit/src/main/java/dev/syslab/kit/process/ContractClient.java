package dev.syslab.kit.process;

import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.subject.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a contract's methods over the subject protocol. One for each running program; used by many
 * threads.
 */
public final class ContractClient {
  private static final int QUOTED = 300;
  private static final int LONGEST = 32 << 20;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
   * @throws SubjectFailure if the call ended in a way that the contract does not know
   * @throws Throwable an error that the contract declares
   */
  public Object call(Method method, Object[] arguments) throws Throwable {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + process.port() + "/" + method.getName()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.arguments(method, arguments)))
            .build();
    HttpResponse<byte[]> response = exchange(method, request);
    return decode(method, response.statusCode(), response.body());
  }

  private HttpResponse<byte[]> exchange(Method method, HttpRequest request)
      throws InterruptedException {
    var answer = http.sendAsync(request, head -> capped());
    try {
      // The request's own timeout ends with the answer's head; this one covers its body as well.
      return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SubjectFailure(
          method.getName() + " did not answer within " + bound.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException lost) {
        throw new SubjectFailure(lost(method, lost), lost);
      }
      throw new SubjectFailure(method.getName() + " could not be called: " + e.getCause(), e);
    } finally {
      answer.cancel(true);
    }
  }

  /** A body of bounded size: a subject must not be able to fill the judge's memory. */
  private static HttpResponse.BodySubscriber<byte[]> capped() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArrayConsumer(
            part -> part.filter(bytes -> kept.size() <= LONGEST).ifPresent(kept::writeBytes)),
        end -> kept.toByteArray());
  }

  private String lost(Method method, IOException e) {
    if (e instanceof ConnectException && process.alive()) {
      return "nothing listens on its PORT any more; " + method.getName() + " got no answer";
    }
    // A connection ends a moment before its process is seen to be gone.
    return process.endsWithin(Duration.ofMillis(500))
        ? "the program is gone (it ended "
            + process.exit()
            + "); "
            + method.getName()
            + " got no answer"
        : "the connection ended during " + method.getName() + ": " + e.getMessage();
  }

  private Object decode(Method method, int status, byte[] body) throws Throwable {
    try {
      if (status == Wire.OK) {
        Object result = Wire.result(body, method.getGenericReturnType());
        if (result == null && method.getReturnType() != void.class) {
          throw new SubjectFailure(
              method.getName()
                  + " answered null; the contract says "
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
              + ", which is no "
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
    return "“" + text + (body.length > QUOTED ? "…" : "") + "” (" + body.length + " bytes)";
  }
}
