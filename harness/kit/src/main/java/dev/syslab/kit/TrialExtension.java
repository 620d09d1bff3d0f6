package dev.syslab.kit;

import dev.syslab.kit.verdict.Inconclusive;
import dev.syslab.services.base.Technology;
import dev.syslab.subject.Lab;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives a stage's tests what they ask for as parameters, and judges how they end. */
final class TrialExtension
    implements BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(TrialExtension.class);
  private static final Map<Class<?>, Technology> SERVERS =
      Map.of(
          Redis.class, Technology.REDIS,
          Postgres.class, Technology.POSTGRESQL,
          RabbitMq.class, Technology.RABBITMQ,
          Kafka.class, Technology.KAFKA);

  @Override
  public void beforeEach(ExtensionContext context) {
    Class<?> contract = contract(context);
    Trial trial =
        context
            .getConfigurationParameter(Trial.PARAMETER)
            .map(Trial::find)
            .orElseGet(() -> StandaloneTrial.of(contract, subjectServers(context)));
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    context.getStore(SPACE).put(TestScope.class, new TestScope(trial, test));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Fleet.class
        || type == Random.class
        || type == Hostile.class
        || type == Notes.class
        || type.isAnnotationPresent(Lab.class)
        || technology(parameter.getParameter()) != null;
  }

  /** Of a server, or of a list of them; null: the parameter is something else. */
  private static Technology technology(Parameter parameter) {
    if (!parameter.isAnnotationPresent(Nodes.class)) {
      return SERVERS.get(parameter.getType());
    }
    return types(parameter).map(SERVERS::get).findFirst().orElse(null);
  }

  @Override
  public Object resolveParameter(ParameterContext wanted, ExtensionContext context) {
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
    try {
      openServers(scope, context);
      Technology technology = technology(parameter);
      if (technology != null) {
        List<TestServer<?>> nodes = scope.servers(technology, false, 1, loader(context));
        return parameter.isAnnotationPresent(Nodes.class) ? nodes : nodes.get(0);
      }
      Replicas replicas = parameter.getAnnotation(Replicas.class);
      Fleet<?> fleet =
          replicas == null
              ? scope.fleet(contract(context), 1)
              : scope.fleet(contract(context), replicas.value(), replicas.clockOffsetMillis());
      return type == Fleet.class ? fleet : fleet.get(0);
    } catch (Throwable e) {
      // Judged here, since JUnit wraps it before any exception handler sees it.
      throw Judgement.of(scope, context, e);
    }
  }

  /** All of them before the first subject starts, whichever order the parameters have. */
  private static void openServers(TestScope scope, ExtensionContext context) {
    List<Parameter> parameters = List.of(context.getRequiredTestMethod().getParameters());
    for (Parameter parameter : parameters) {
      Technology technology = technology(parameter);
      if (technology != null) {
        Nodes nodes = parameter.getAnnotation(Nodes.class);
        boolean own = parameter.isAnnotationPresent(Own.class);
        scope.servers(technology, own, nodes == null ? 1 : nodes.value(), loader(context));
      }
    }
    for (Technology technology : subjectServers(context)) {
      scope.server(technology, false, loader(context));
    }
  }

  /** What every subject of the stage gets. */
  private static Set<Technology> subjectServers(ExtensionContext context) {
    Lab lab = contract(context).getAnnotation(Lab.class);
    Stage stage = context.getRequiredTestClass().getAnnotation(Stage.class);
    return Stream.of(lab.servers(), stage.servers())
        .flatMap(Stream::of)
        .map(used -> Technology.valueOf(used.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Technology.class)));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable error) {
    throw Judgement.of(scope(context), context, error);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    TestScope scope = scope(context);
    List<String> without = scope.withoutEffect();
    if (context.getExecutionException().isEmpty() && !without.isEmpty()) {
      throw Judgement.of(
          scope,
          context,
          new Inconclusive(
              "the fault had no effect, so the test has shown nothing: "
                  + String.join("; ", without)));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestScope scope = scope(context);
    scope.trial().record(context.getUniqueId(), scope.evidence());
    scope.close();
  }

  private static TestScope scope(ExtensionContext context) {
    return context.getStore(SPACE).get(TestScope.class, TestScope.class);
  }

  private static ClassLoader loader(ExtensionContext context) {
    return contract(context).getClassLoader();
  }

  /** The lab's contract, as the test's parameters name it. */
  private static Class<?> contract(ExtensionContext context) {
    return Stream.of(context.getRequiredTestMethod().getParameters())
        .flatMap(TrialExtension::types)
        .filter(type -> type.isAnnotationPresent(Lab.class))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    context.getRequiredTestMethod()
                        + " has no parameter that is a Fleet<contract> or the contract; whom does it judge?"));
  }

  private static Stream<Class<?>> types(Parameter parameter) {
    if (parameter.getParameterizedType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> argument) {
      return Stream.of(argument);
    }
    return Stream.of(parameter.getType());
  }
}
