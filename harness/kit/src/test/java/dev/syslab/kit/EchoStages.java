package dev.syslab.kit;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fixtures.Echo;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of a lab that end in every way; {@link TrialTest} runs them. */
final class EchoStages {
  private EchoStages() {}

  @Stage(number = 2, title = "Everything", points = 1)
  static class Second {

    @Test
    void passes(Fleet<Echo> servers, Notes notes) {
      notes.add("%d word", 1);
      Plot plot = notes.plot(Plot.overTime("Words", Plot.Axis.of("words", "")));
      plot.series("words").at(Duration.ofSeconds(1), 1);
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void passes_with_the_contract_itself(Echo echo) {
      assertThat(echo.say("hello")).isEqualTo("hello from 0");
    }

    @Test
    @Hint("louder")
    void fails(@Replicas(2) Fleet<Echo> servers) {
      servers.get(0).say("print");
      servers.get(1).say("hello");
      assertThat(servers.get(0).say("hello")).as("the greeting").isEqualTo("HELLO");
    }

    @Test
    void refused(Echo echo) {
      echo.say("refuse");
    }

    @Test
    void undeclared(Echo echo) {
      echo.choose(7);
    }

    @Test
    @Hint("louder")
    void not_implemented(Echo echo) {
      echo.say("stage 2");
    }

    @Test
    void blocked(Echo echo) {
      echo.say("stage 1");
    }

    @Test
    void fault_bites(Fleet<Echo> servers) {
      servers.replica(0).kill().close();
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void fault_does_not_bite(Fleet<Echo> servers, Random random) {
      TestScopes.harmless("the moon is full");
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }

    @Test
    void fails_and_its_fault_did_not_bite(Fleet<Echo> servers) {
      TestScopes.harmless("the moon is full");
      assertThat(servers.get(0).say("hello")).isEqualTo("HELLO");
    }

    @Test
    @Timeout(1)
    void waits_too_long(Echo echo) {
      Wait.until("the last word", Duration.ofMinutes(5), () -> echo.say("a").isEmpty());
    }

    @Test
    void waits_in_vain(Echo echo) {
      Wait.until("the last word", Duration.ofMillis(20), () -> echo.say("a").isEmpty());
    }

    @Test
    void the_judges_own_trouble(Echo echo) {
      Wait.conclusively("the server", Duration.ofMillis(20), () -> false);
    }

    @Test
    void restarts(Fleet<Echo> servers) {
      servers.replica(0).restart();
      assertThat(servers.get(0).say("hello")).isEqualTo("hello from 0");
    }
  }
}
