package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.kit.verdict.NotImplementedYet;
import dev.syslab.kit.verdict.SubjectFailure;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call to a program that does not behave ends with. */
class ContractClientTest {
  private SubjectProcess subject;

  interface Contract {
    long total(String page);

    String name();
  }

  @AfterEach
  void endProgram() {
    if (subject != null) {
      subject.kill();
    }
  }

  private static Method method(String name) {
    return Stream.of(Contract.class.getMethods())
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Object total(String how) throws Throwable {
    return call(how, Duration.ofSeconds(10));
  }

  private Object call(String how, Duration bound) throws Throwable {
    subject =
        SubjectProcess.start(
            Programs.misbehaving(how), Map.of(), Duration.ofSeconds(20), process -> {});
    return new ContractClient(subject, bound).call(method("total"), new Object[] {"/home"});
  }

  @Test
  void a_result_is_read() throws Throwable {
    assertThat(total("well")).isEqualTo(42L);
  }

  @Test
  void an_answer_that_is_no_json_is_quoted() {
    assertThatThrownBy(() -> total("nonsense"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total answered “<html>it works</html>” (21 bytes), which is not a valid long");
  }

  @Test
  void an_answer_of_another_shape_is_quoted() {
    assertThatThrownBy(() -> total("wrong-shape"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total answered “{\"total\": \"many\"}” (17 bytes), which is not a valid long");
  }

  @Test
  void a_long_answer_is_cut_in_the_message() {
    assertThatThrownBy(() -> total("long"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("y…” (5002 bytes)")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void a_call_that_hangs_is_named_with_its_bound() {
    assertThatThrownBy(() -> call("hangs", Duration.ofSeconds(1)))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total did not answer within 1 s");
  }

  @Test
  void an_answer_that_never_ends_is_a_call_that_hangs() {
    assertThatThrownBy(() -> call("trickles", Duration.ofSeconds(1)))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total did not answer within 1 s");
  }

  @Test
  void headers_without_end_are_the_subjects_failure() {
    assertThatThrownBy(() -> total("headers"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("the connection was closed during total")
        .hasMessageContaining("header count");
    subject.kill();
    assertThatThrownBy(() -> total("header"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessageContaining("line length");
  }

  @Test
  void a_program_that_dies_in_mid_call_is_named_with_its_exit_code() {
    assertThatThrownBy(() -> total("dies"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("the program exited during total, with exit code 7");
  }

  @Test
  void an_error_that_the_contract_does_not_know_is_the_subjects_failure() {
    assertThatThrownBy(() -> total("status-422"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total failed with NotOfTheContract: what?");
    subject.kill();
    assertThatThrownBy(() -> total("status-500"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total failed with TypeError: x is undefined");
  }

  @Test
  void not_implemented_carries_its_stage() {
    assertThatThrownBy(() -> total("status-501"))
        .isInstanceOfSatisfying(
            NotImplementedYet.class, todo -> assertThat(todo.stage()).isEqualTo(2))
        .hasMessage("add it");
  }

  @Test
  void a_status_of_no_meaning_is_named() {
    assertThatThrownBy(() -> total("status-404"))
        .isInstanceOf(SubjectFailure.class)
        .hasMessage("total answered with status 404: “42” (2 bytes)");
  }
}
