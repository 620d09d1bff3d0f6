package dev.syslab.kit;

import dev.syslab.kit.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an {@link Attempt}. */
public final class AttemptAssert<T> extends AbstractAssert<AttemptAssert<T>, Attempt<T>> {

  AttemptAssert(Attempt<T> actual) {
    super(actual, AttemptAssert.class);
  }

  /**
   * The call ended, in whatever way, within the bound.
   *
   * @throws TooLate if it did not; {@link Timing} tries again, because a busy machine may be the
   *     reason
   */
  public AttemptAssert<T> endedWithin(Duration bound) {
    if (actual.took().compareTo(bound) > 0) {
      throw new TooLate(
          failure(
                  "expected: to end within %s%nseen: it took %s",
                  Text.of(bound), Text.of(actual.took()))
              .getMessage());
    }
    return this;
  }

  public AttemptAssert<T> isAcknowledged() {
    if (!actual.acknowledged()) {
      failWithMessage("expected: the call returns%nseen: %s", actual);
    }
    return this;
  }

  /** The call was acknowledged with this result. */
  public AttemptAssert<T> returned(T expected) {
    if (!actual.acknowledged() || !Objects.equals(actual.result(), expected)) {
      failWithMessage("expected: %s%nseen: %s", Text.of(expected), actual);
    }
    return this;
  }

  /** The call was refused with this error of the contract. */
  public AttemptAssert<T> failedWith(Class<? extends Throwable> type) {
    if (!type.isInstance(actual.error())) {
      failWithMessage("expected: the call throws %s%nseen: %s", type.getSimpleName(), actual);
    }
    return this;
  }

  /**
   * The fault was active while the call was in flight: otherwise the test has proven nothing.
   *
   * @throws Inconclusive if the two did not overlap
   */
  public AttemptAssert<T> during(Fault fault) {
    Instant over = fault.ended().orElse(Instant.MAX);
    if (actual.ended().isBefore(fault.began()) || actual.began().isAfter(over)) {
      throw new Inconclusive("the call was not in flight during the fault: " + fault.what());
    }
    return this;
  }
}
