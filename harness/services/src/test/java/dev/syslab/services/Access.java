package dev.syslab.services;

import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that tests of who may do what share: those of a home of their own. */
@ParameterizedClass
@MethodSource("modes")
public abstract class Access {
  protected static Services services;
  protected static Path home;
  @Parameter protected Mode mode;

  static Stream<Mode> modes() {
    return Available.modes().stream();
  }

  @BeforeParameterizedClassInvocation
  static void open(Mode mode) {
    home = Available.home();
    services = Services.open(home);
  }

  @AfterParameterizedClassInvocation
  static void down() {
    services.down();
  }

  protected Server warm(Technology technology) {
    Available.assume(technology, mode);
    return services.warm(technology, mode);
  }

  protected static Path folder(Server server) {
    return home.resolve("servers").resolve(server.id());
  }

  protected static String variable(Namespace place, Server server) {
    return place.environment(server.address()).values().iterator().next();
  }

  protected static String administration(Namespace place, Server server) {
    return place.administration(server.address()).values().iterator().next();
  }

  protected static String password(String url) {
    return URI.create(url).getUserInfo().split(":")[1];
  }

  /** The URL of another database or virtual host of the same server. */
  protected static String elsewhere(String url, String name) {
    return url.replaceFirst("/[^/]*$", "/" + name);
  }
}
