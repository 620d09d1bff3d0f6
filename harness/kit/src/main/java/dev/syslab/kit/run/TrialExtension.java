package dev.syslab.kit.run;

import dev.syslab.kit.verdict.Inconclusive;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A test's life cycle within its trial: opens its scope, judges how it ends, records its evidence.
 * The subclass decides which parameters a test may have.
 */
public abstract class TrialExtension
    implements BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(TrialExtension.class);

  /** Identifies this test. */
  protected abstract TestScope.Identity identity(ExtensionContext context);

  /** The trial of a test that runs without the engine. */
  protected abstract Trial standalone(ExtensionContext context);

  /** The value of a parameter; an exception is judged as if the test had thrown it. */
  protected abstract Object value(ParameterContext parameter, ExtensionContext context);

  @Override
  public final void beforeEach(ExtensionContext context) {
    TestScope scope = new TestScope(trial(context), identity(context));
    context.getStore(SPACE).put(TestScope.class, scope);
  }

  private Trial trial(ExtensionContext context) {
    Supplier<?> offered =
        context
            .getStore(
                StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(Trial.NAMESPACE))
            .get(Trial.class, Supplier.class);
    return offered == null ? standalone(context) : (Trial) offered.get();
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      return value(parameter, context);
    } catch (Throwable e) {
      // Judged here, because JUnit wraps it before any exception handler sees it.
      throw Judgement.of(scope(context), e);
    }
  }

  @Override
  public final void handleTestExecutionException(ExtensionContext context, Throwable error) {
    throw Judgement.of(scope(context), error);
  }

  @Override
  public final void afterTestExecution(ExtensionContext context) {
    TestScope scope = scope(context);
    List<String> without = scope.withoutEffect();
    if (context.getExecutionException().isEmpty() && !without.isEmpty()) {
      throw Judgement.of(
          scope,
          new Inconclusive(
              "the fault had no effect, so the test has proven nothing: "
                  + String.join("; ", without)));
    }
  }

  @Override
  public final void afterEach(ExtensionContext context) {
    TestScope scope = scope(context);
    scope.trial().record(context.getUniqueId(), scope.evidence());
    scope.close();
  }

  /** The scope of the test. */
  protected static TestScope scope(ExtensionContext context) {
    return context.getStore(SPACE).get(TestScope.class, TestScope.class);
  }
}
