package dev.syslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyMachineTest {
  @Test
  void a_trials_own_load_is_not_worth_a_note() {
    assertThat(BusyMachine.note(8, 2)).isEmpty();
    assertThat(BusyMachine.note(-1, 2)).as("a system without such a figure").isEmpty();
  }

  @Test
  void much_more_is() {
    assertThat(BusyMachine.note(36.6, 2))
        .contains(
            "this machine is very busy (load 37 with 2 cores): tests that failed may pass when the"
                + " load is lower");
    assertThat(BusyMachine.note(9, 1)).hasValueSatisfying(it -> assertThat(it).contains("1 core)"));
  }
}
