package dev.syslab.kit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.kit.process.Isolation;
import dev.syslab.kit.process.Sandbox;
import dev.syslab.kit.process.SubjectPool;
import dev.syslab.kit.process.SubjectSource;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrialServersTest {
  /** Starts no program: these trials have servers only. */
  private static final Isolation ISOLATION =
      new Isolation() {
        @Override
        public String name() {
          return "none";
        }

        @Override
        public Sandbox enclose(ProcessBuilder program, Allowance allowance) {
          throw new UnsupportedOperationException();
        }
      };

  @TempDir private Path home;

  private Trial trial(SubjectPool pool) {
    SubjectSource subject = new SubjectSource.InProcess("learner", List.of(), "none");
    Services services = Services.open(home);
    return new Trial(
        new Trial.Settings("echo", subject, services, Mode.EMBEDDED, true, new Seed("7K2Q"), false),
        pool);
  }

  @AfterEach
  void endServers() {
    Services.open(home).down();
  }

  @Test
  void an_isolated_subject_shares_its_kafka_broker_with_no_other_trial() {
    SubjectPool one = SubjectPool.isolated(ISOLATION);
    SubjectPool other = SubjectPool.isolated(ISOLATION);
    try (Trial first = trial(one);
        Trial second = trial(other)) {
      assertThat(first.warm(Technology.KAFKA).address())
          .isEqualTo(first.warm(Technology.KAFKA).address())
          .isNotEqualTo(second.warm(Technology.KAFKA).address());
    }
    one.close();
    other.close();
  }

  @Test
  void servers_with_accounts_are_shared_by_all_trials() {
    SubjectPool one = SubjectPool.isolated(ISOLATION);
    SubjectPool other = SubjectPool.fresh();
    try (Trial first = trial(one);
        Trial second = trial(other)) {
      assertThat(first.warm(Technology.REDIS).address())
          .isEqualTo(second.warm(Technology.REDIS).address());
    }
    one.close();
    other.close();
  }
}
