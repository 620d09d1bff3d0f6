package dev.syslab.kit.run;

import dev.syslab.kit.process.SubjectSource;
import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.SubjectFailure;
import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import dev.syslab.subject.wire.Wire;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

/** A subject inside the judge's own JVM: the debugger steps from the test into the subject. */
public final class InProcessSubject {
  private InProcessSubject() {}

  /** Constructs it. */
  public static Object create(
      SubjectSource.InProcess source, Class<?> contract, Map<String, String> environment) {
    try {
      URL[] urls = source.classpath().stream().map(InProcessSubject::url).toArray(URL[]::new);
      // Left open: the subject's threads may load classes as long as they live.
      @SuppressWarnings("resource")
      ClassLoader loader = new URLClassLoader(urls, contract.getClassLoader());
      var constructor =
          Class.forName(source.type(), true, loader).getDeclaredConstructor(Environment.class);
      constructor.setAccessible(true);
      return constructor.newInstance(new Environment(environment));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NotImplemented todo) {
        throw new NotImplementedYet(todo.stage(), todo.getMessage());
      }
      throw new SubjectFailure("the subject's constructor failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new SubjectFailure("the subject could not be constructed: " + e, e);
    }
  }

  /** The error that a caller over the protocol would get. */
  public static Throwable asSeenFromOutside(Method method, Throwable error) {
    if (error instanceof NotImplemented todo) {
      return new NotImplementedYet(todo.stage(), todo.getMessage());
    }
    boolean declared =
        Wire.contractErrors(method).stream().anyMatch(type -> type.isInstance(error));
    return declared ? error : new SubjectFailure(method.getName() + " failed with " + error, error);
  }

  /** Closes it if it is closeable. */
  public static void close(Object subject) {
    if (subject instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        // The test is over; its result stands.
      }
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }
}
