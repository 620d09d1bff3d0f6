package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  private static Version version(String text) {
    return Version.in(text).orElseThrow();
  }

  @Test
  void is_found_in_what_programs_say() {
    assertThat(version("v20.20.2\n")).hasToString("20.20.2");
    assertThat(version("go version go1.22.1 linux/amd64")).hasToString("1.22.1");
    assertThat(version("Python 3.11.2")).hasToString("3.11.2");
    assertThat(Version.in("command not found")).isEmpty();
  }

  @Test
  void is_compared_by_numbers_and_not_by_letters() {
    assertThat(version("9.9.9")).isLessThan(version("20"));
    assertThat(version("1.9")).isLessThan(version("1.22"));
    assertThat(version("20.0.0")).isEqualByComparingTo(version("20"));
    assertThat(version("20.0.1")).isGreaterThan(version("20"));
  }
}
