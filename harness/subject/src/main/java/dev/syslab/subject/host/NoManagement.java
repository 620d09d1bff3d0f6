package dev.syslab.subject.host;

import java.lang.reflect.Proxy;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/**
 * A management server that does nothing. Connection pools register with the real one, and
 * initialising that would take a third of a subject's start, for no benefit: a subject lives for a
 * second or two.
 */
public final class NoManagement extends MBeanServerBuilder {
  static final String PROPERTY = "javax.management.builder.initial";

  @Override
  public MBeanServer newMBeanServer(
      String domain, MBeanServer outer, MBeanServerDelegate delegate) {
    return (MBeanServer)
        Proxy.newProxyInstance(
            NoManagement.class.getClassLoader(),
            new Class<?>[] {MBeanServer.class},
            (proxy, method, arguments) -> nothing(method.getReturnType()));
  }

  private static Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == String[].class) {
      return new String[0];
    }
    return type == java.util.Set.class ? java.util.Set.of() : null;
  }
}
