package dev.syslab.subject.host;

import dev.syslab.subject.Environment;
import dev.syslab.subject.bridge.Bridge;
import dev.syslab.subject.process.Variables;
import dev.syslab.subject.wire.Engagement;
import java.io.IOException;
import java.util.Locale;

/**
 * Runs one Java class as a subject: {@code SubjectMain <contract> <class> [<folders>]}, with {@code
 * PORT} in the environment. The folders hold the classes of the contract and the subject. Exit code
 * 1: the class could not be constructed (the reason is on standard error). Without arguments it
 * waits for an {@link Engagement}.
 */
public final class SubjectMain {
  private SubjectMain() {}

  public static void main(String[] arguments) throws Exception {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    // Without it, the server's answers wait for the client's delayed acknowledgements, up to 40 ms
    // each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1024");
    System.setProperty(NoManagement.PROPERTY, NoManagement.class.getName());
    // If the no-op logger is named here, it need not be searched for in every library.
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    if (System.getenv("SYSLAB_WATCH_STDIN") != null) {
      endWithParent();
    }
    Bridge.open();
    int port = Integer.parseInt(System.getenv("PORT"));
    SubjectHost host = new SubjectHost(port, System.getenv(Engagement.MARK));
    Runtime.getRuntime().addShutdownHook(new Thread(host::stop));
    if (arguments.length > 0) {
      String folders = arguments.length > 2 ? arguments[2] : "";
      begin(host, new Engagement(arguments[0], arguments[1], folders, System.getenv()));
    }
  }

  /** Serves this class; the program ends if it cannot be constructed. */
  static void begin(SubjectHost host, Engagement engagement) {
    try {
      Variables.replace(engagement.environment());
      Bridge.here().reach(engagement.environment().values());
      ClassLoader loader = LabLoader.of(engagement.folders());
      Thread.currentThread().setContextClassLoader(loader);
      host.serve(Class.forName(engagement.contract(), true, loader));
      host.construct(Class.forName(engagement.type(), true, loader), Environment.ofProcess());
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * The judge holds the other end of standard input: when the judge exits, however it died, so does
   * the subject.
   */
  private static void endWithParent() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // Treated as the end of input.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }
}
