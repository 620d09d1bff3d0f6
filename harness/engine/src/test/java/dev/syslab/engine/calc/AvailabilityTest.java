package dev.syslab.engine.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.engine.LabException;
import dev.syslab.engine.calc.Availability.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99.9 | 99.9 %",
        "sequence(99.9,99.9) | 99.8 %",
        "parallel(99.9, 99.9) | 99.9999 %",
        "sequence(99.95, parallel(99.9, 99.9)) | 99.9499 %",
        "parallel( sequence(99,99) , 90 ) | 99.801 %",
        "100 | 100 %",
        "0 | 0 %",
        "sequence(50) | 50 %",
        "parallel(99.999,99.999,99.999) | 99.9999999999999 %",
      })
  void components_are_combined(String expression, String expected) {
    assertThat(Availability.of(expression).shown()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99.9 | YEAR | 8 h 45 min 57 s",
        "99.9 | MONTH | 43 min 50 s",
        "99.9 | WEEK | 10 min 5 s",
        "99.9 | DAY | 1 min 26 s",
        "99 | YEAR | 3 d 15 h 39 min 30 s",
        "99.9999 | YEAR | 31.6 s",
        "99.9999999 | DAY | 0.0000864 s",
        "0 | YEAR | 365 d 5 h 49 min 12 s",
        "100 | YEAR | 0 s",
      })
  void downtime_follows(String percent, Period period, String expected) {
    assertThat(Availability.shown(Availability.of(percent).downtime(period))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100.1 | “100.1”",
        "-1 | “-1”",
        "1e2 | “e2”",
        "sequence(99.9 | the end of “sequence(99.9”",
        "sequence() | “)”",
        "serial(99) | “serial(99)”",
        "99.9.9 | “99.9.9”",
        "99,98 | “,98”",
      })
  void what_cannot_be_read_is_named(String expression, String found) {
    assertThatThrownBy(() -> Availability.of(expression))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("expected ")
        .hasMessageEndingWith("but found " + found);
  }

  @Test
  void nothing_is_not_available() {
    assertThatThrownBy(() -> Availability.of(" "))
        .isInstanceOf(LabException.class)
        .hasMessageEndingWith("found the end of “ ”");
  }
}
