package dev.syslab.kit.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final StackTraceElement REFLECTION =
      new StackTraceElement(
          "jdk.internal.reflect.GeneratedConstructorAccessor20", "newInstance", "", 1);
  private static final StackTraceElement KIT =
      new StackTraceElement("dev.syslab.kit.process.ContractClient", "error", "Client.java", 220);
  private static final StackTraceElement LAB =
      new StackTraceElement("dev.syslab.labs.shop.Stage1Test", "a_test", "Stage1Test.java", 40);

  @Test
  void the_place_of_an_error_is_the_first_frame_of_the_lab() {
    assertThat(Judgement.where(thrownAt(REFLECTION, KIT, LAB)))
        .isEqualTo(" (at dev.syslab.labs.shop.Stage1Test.a_test(Stage1Test.java:40))");
  }

  @Test
  void an_error_that_has_no_such_frame_shows_the_first_one_if_any() {
    assertThat(Judgement.where(thrownAt(KIT, REFLECTION)))
        .isEqualTo(" (at dev.syslab.kit.process.ContractClient.error(Client.java:220))");
    assertThat(Judgement.where(thrownAt())).isEmpty();
  }

  private static Throwable thrownAt(StackTraceElement... frames) {
    Throwable error = new IllegalStateException("broken");
    error.setStackTrace(frames);
    return error;
  }
}
