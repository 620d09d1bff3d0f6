package dev.syslab.kit;

import dev.syslab.kit.run.StandaloneTrial;
import dev.syslab.kit.run.TestScope;
import dev.syslab.kit.run.Trial;
import dev.syslab.kit.run.TrialExtension;
import dev.syslab.services.base.Technology;
import dev.syslab.subject.Lab;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** Provides the parameters of a stage's tests. */
final class StageExtension extends TrialExtension {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(StageExtension.class);

  @Override
  protected TestScope.Identity identity(ExtensionContext context) {
    Hint hint = context.getRequiredTestMethod().getAnnotation(Hint.class);
    return new TestScope.Identity(
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName(),
        stage(context).map(Stage::number).orElse(0),
        hint == null ? "" : hint.value());
  }

  @Override
  protected Trial standalone(ExtensionContext context) {
    return StandaloneTrial.of(context, contract(context), subjectServers(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext wanted, ExtensionContext context) {
    Class<?> type = wanted.getParameter().getType();
    return type == Fleet.class
        || type == Random.class
        || type == Hostile.class
        || type == Notes.class
        || type == Page.class
        || type == PostgresCluster.class
        || type.isAnnotationPresent(Lab.class)
        || server(wanted.getParameter()) != null;
  }

  @Override
  protected Object value(ParameterContext wanted, ExtensionContext context) {
    TestScope scope = scope(context);
    Parameter parameter = wanted.getParameter();
    Class<?> type = parameter.getType();
    if (type == Random.class) {
      return scope.random();
    }
    if (type == Hostile.class) {
      return new Hostile(scope.random());
    }
    if (type == Notes.class) {
      return new Notes(scope);
    }
    if (type == Page.class) {
      return new Page(contract(context).getClassLoader(), scope.trial()::announce);
    }
    TestBed bed = bed(context);
    if (type == PostgresCluster.class) {
      return bed.cluster(
          parameter.getAnnotation(Own.class), nodes(parameter, PostgresCluster.USUAL_SIZE));
    }
    ServerKind server = server(parameter);
    if (server != null) {
      List<TestServer<?>> nodes = bed.servers(server.technology(), null, 1);
      return parameter.isAnnotationPresent(Nodes.class) ? nodes : nodes.get(0);
    }
    Replicas replicas = parameter.getAnnotation(Replicas.class);
    Fleet<?> fleet =
        replicas == null
            ? bed.fleet(contract(context), 1)
            : bed.fleet(contract(context), replicas.value(), replicas.clockOffsetMillis());
    return type == Fleet.class ? fleet : fleet.get(0);
  }

  /** The test's servers and subjects; every server is open before the first subject starts. */
  private static TestBed bed(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(SPACE);
    TestBed bed = store.get(TestBed.class, TestBed.class);
    if (bed == null) {
      bed = new TestBed(scope(context), contract(context).getClassLoader());
      store.put(TestBed.class, bed);
      for (Parameter parameter : context.getRequiredTestMethod().getParameters()) {
        ServerKind server = server(parameter);
        if (server != null) {
          Own own = parameter.getAnnotation(Own.class);
          bed.servers(server.technology(), own, nodes(parameter, 1));
        } else if (parameter.getType() == PostgresCluster.class) {
          bed.cluster(
              parameter.getAnnotation(Own.class), nodes(parameter, PostgresCluster.USUAL_SIZE));
        }
      }
      for (Technology technology : subjectServers(context)) {
        bed.servers(technology, null, 1);
      }
    }
    return bed;
  }

  private static int nodes(Parameter parameter, int usual) {
    Nodes nodes = parameter.getAnnotation(Nodes.class);
    return nodes == null ? usual : nodes.value();
  }

  /** The kind of a server, or of a list of servers; null if the parameter is something else. */
  private static ServerKind server(Parameter parameter) {
    if (parameter.getType() != List.class) {
      return ServerKind.of(parameter.getType()).orElse(null);
    }
    return types(parameter).flatMap(type -> ServerKind.of(type).stream()).findFirst().orElse(null);
  }

  /** The servers that every subject of the stage gets. */
  private static Set<Technology> subjectServers(ExtensionContext context) {
    Lab lab = contract(context).getAnnotation(Lab.class);
    Play play = context.getRequiredTestClass().getAnnotation(Play.class);
    return Stream.of(
            lab.servers(), stage(context).map(Stage::servers).orElseGet(() -> play.servers()))
        .flatMap(Stream::of)
        .map(used -> Technology.valueOf(used.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Technology.class)));
  }

  /** Empty for a class that is only played with. */
  private static Optional<Stage> stage(ExtensionContext context) {
    return Optional.ofNullable(context.getRequiredTestClass().getAnnotation(Stage.class));
  }

  /** The lab's contract, according to the test's parameters. */
  private static Class<?> contract(ExtensionContext context) {
    return Stream.of(context.getRequiredTestMethod().getParameters())
        .flatMap(StageExtension::types)
        .filter(type -> type.isAnnotationPresent(Lab.class))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    context.getRequiredTestMethod()
                        + " has no parameter of type Fleet<contract> or of the contract's type, so"
                        + " it has no subject"));
  }

  private static Stream<Class<?>> types(Parameter parameter) {
    if (parameter.getParameterizedType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> argument) {
      return Stream.of(argument);
    }
    return Stream.of(parameter.getType());
  }
}
