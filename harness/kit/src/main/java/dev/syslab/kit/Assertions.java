package dev.syslab.kit;

/** AssertJ's assertions, plus those for the kit's own types. */
public class Assertions extends org.assertj.core.api.Assertions {
  protected Assertions() {}

  public static <T> AttemptAssert<T> assertThat(Attempt<T> actual) {
    return new AttemptAssert<>(actual);
  }

  public static <T> HistoryAssert<T> assertThat(History<T> actual) {
    return new HistoryAssert<>(actual);
  }
}
