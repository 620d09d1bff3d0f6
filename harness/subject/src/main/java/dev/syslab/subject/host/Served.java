package dev.syslab.subject.host;

import com.sun.net.httpserver.HttpExchange;
import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import dev.syslab.subject.bridge.Bridge;
import dev.syslab.subject.wire.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Java class that is a subject, from its construction to its end. */
final class Served {
  private final Class<?> contract;
  private final Map<String, Method> methods;
  // One party for each call in flight, and one for the host: the phaser advances when the subject
  // is ending and the last call has ended.
  private final Phaser inFlight = new Phaser(1);

  private volatile Object subject;
  private volatile NotImplemented unfinishedConstructor;

  Served(Class<?> contract) {
    this.contract = contract;
    this.methods =
        Stream.of(contract.getMethods())
            .collect(Collectors.toMap(Method::getName, Function.identity(), Served::overloaded));
  }

  private static Method overloaded(Method one, Method other) {
    throw new IllegalArgumentException(
        "the contract has two methods called "
            + one.getName()
            + "; the protocol finds a method by its name alone");
  }

  /** Constructs the class; from then on the subject is healthy. */
  void construct(Class<?> type, Environment environment) throws Throwable {
    try {
      var constructor = type.getDeclaredConstructor(Environment.class);
      constructor.setAccessible(true);
      subject = contract.cast(constructor.newInstance(environment));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof NotImplemented todo)) {
        throw e.getCause();
      }
      // Calls then answer "not implemented" and name the stage, which a dead process would not.
      unfinishedConstructor = todo;
    }
  }

  /**
   * Lets calls in flight finish, then closes the subject if it can be closed.
   *
   * @return whether every call ended within the bound
   */
  boolean end(Duration bound) {
    boolean calm = true;
    try {
      inFlight.awaitAdvanceInterruptibly(
          inFlight.arrive(), bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      calm = false;
    } catch (TimeoutException e) {
      // Calls that are still in flight are cut off.
      calm = false;
    }
    close(subject);
    return calm;
  }

  /**
   * Closes what the subject holds, if it has ended and is not closeable itself: a learner's class
   * seldom is, and its clients' threads would be all that is left of it.
   */
  void abandon() {
    if (subject == null || subject instanceof AutoCloseable) {
      return;
    }
    for (Field field : subject.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        try {
          close(field.get(subject));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void close(Object object) {
    if (object instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
  }

  void answer(HttpExchange exchange, String path) throws IOException {
    inFlight.register();
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean ready = subject != null || unfinishedConstructor != null;
      if (path.equals("health")) {
        Answers.send(exchange, ready ? Wire.OK : 503, Wire.bytes(ready ? "ready" : "starting"));
      } else if (!methods.containsKey(path) || !ready) {
        Answers.notFound(exchange, path);
      } else {
        call(exchange, methods.get(path), body);
      }
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private void call(HttpExchange exchange, Method method, byte[] body) throws IOException {
    int status = Wire.OK;
    byte[] answer;
    try {
      if (unfinishedConstructor != null) {
        throw unfinishedConstructor;
      }
      Object[] arguments = Wire.arguments(method, body);
      Bridge.here().reach(Wire.addresses(method, arguments));
      answer = Wire.bytes(result(method, method.invoke(subject, arguments)));
    } catch (InvocationTargetException e) {
      status = status(method, e.getCause());
      answer = Wire.bytes(problem(status, e.getCause()));
    } catch (NotImplemented e) {
      status = Wire.NOT_IMPLEMENTED;
      answer = Wire.bytes(problem(status, e));
    } catch (IllegalArgumentException e) {
      // The subject's own exceptions arrive wrapped: this one is about an invalid result.
      status = Wire.FAILED;
      answer = Wire.bytes(problem(status, e));
    } catch (IOException | IllegalAccessException e) {
      status = 400;
      answer = Wire.bytes(problem(status, e));
    }
    Answers.send(exchange, status, answer);
  }

  /** In the protocol, null and an empty Optional are the same: they are told apart here. */
  private static Object result(Method method, Object result) {
    if (result == null && method.getReturnType() == Optional.class) {
      throw new IllegalArgumentException(
          method.getName() + " returned null; if there is no value, return Optional.empty()");
    }
    return result;
  }

  private static int status(Method method, Throwable error) {
    if (error instanceof NotImplemented) {
      return Wire.NOT_IMPLEMENTED;
    }
    boolean declared =
        Wire.contractErrors(method).stream().anyMatch(type -> type.isInstance(error));
    return declared ? Wire.CONTRACT_ERROR : Wire.FAILED;
  }

  private static Wire.Problem problem(int status, Throwable error) {
    int stage = error instanceof NotImplemented todo ? todo.stage() : 0;
    String message = String.valueOf(error.getMessage());
    if (status == Wire.FAILED) {
      error.printStackTrace();
      message = stackOf(error);
    }
    return new Wire.Problem(error.getClass().getSimpleName(), message, stage);
  }

  private static String stackOf(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
