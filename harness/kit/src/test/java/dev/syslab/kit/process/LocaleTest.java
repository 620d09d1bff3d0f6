package dev.syslab.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A judge whose user speaks Turkish, in which the capital of i is another letter. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LocaleTest {
  @TempDir Path folder;

  /** The judge: pauses a subject, and lets it go on. */
  public static void main(String[] arguments) {
    SubjectProcess subject =
        SubjectProcess.start(
            Programs.misbehaving("well"), Map.of(), Duration.ofSeconds(20), process -> {});
    try {
      subject.pause(true);
      await(subject, true);
      subject.pause(false);
      await(subject, false);
      System.out.println("it goes on");
    } finally {
      subject.kill();
    }
  }

  private static void await(SubjectProcess subject, boolean paused) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (subject.paused() != paused && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    if (subject.paused() != paused) {
      throw new IllegalStateException(paused ? "it was not paused" : "it does not go on");
    }
  }

  @Test
  void paused_subjects_go_on_in_turkish_too() throws Exception {
    Path locale = folder.resolve("tr_TR.UTF-8");
    try {
      new ProcessBuilder("localedef", "-i", "tr_TR", "-f", "UTF-8", locale.toString())
          .start()
          .waitFor();
    } catch (IOException e) {
      assumeTrue(false, "not run: localedef is missing");
    }
    assumeTrue(Files.isDirectory(locale), "not run: localedef knows no tr_TR here");
    ProcessBuilder judge =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocaleTest.class.getName())
            .redirectErrorStream(true);
    judge.environment().putAll(Map.of("LOCPATH", folder.toString(), "LC_ALL", "tr_TR.UTF-8"));

    Process process = judge.start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("it goes on");
  }
}
