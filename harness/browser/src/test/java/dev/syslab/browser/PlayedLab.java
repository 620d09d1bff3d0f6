package dev.syslab.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.syslab.engine.lab.CompiledLab;
import dev.syslab.engine.lab.LabCompiler;
import dev.syslab.engine.lab.LabCompiler.Origin;
import dev.syslab.engine.lab.Workbook;
import dev.syslab.engine.language.NotReadyException;
import dev.syslab.engine.trial.StageChoice;
import dev.syslab.engine.trial.SubjectSpec;
import dev.syslab.engine.trial.TrialListener;
import dev.syslab.engine.trial.TrialRequest;
import dev.syslab.engine.trial.TrialRunner;
import dev.syslab.kit.run.Seed;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A lab's page with a subject behind it, as {@code ./lab play} serves it, until it is closed. */
final class PlayedLab implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
  private static final int START_SECONDS = 300;

  private final Services services = Services.open(Path.of("target", "home").toAbsolutePath());
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final Thread thread;

  PlayedLab(String lab, SubjectSpec subject) {
    this.thread = new Thread(() -> play(lab, subject), "play");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the page is; aborts the test if this machine lacks what the subject needs. */
  URI address() throws Exception {
    try {
      return address.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotReadyException) {
        return abort("skipped: " + e.getCause().getMessage());
      }
      throw e;
    }
  }

  private void play(String lab, SubjectSpec subject) {
    Workbook workbook = new Workbook(Path.of("../..").toAbsolutePath().normalize());
    TrialRequest request =
        new TrialRequest(
            subject,
            StageChoice.ALL,
            Optional.empty(),
            mode(),
            Seed.fresh(),
            true,
            false,
            // Saves two virtual machines, and the page cannot tell.
            !subject.isCommand());
    TrialListener listener =
        new TrialListener() {
          @Override
          public void announced(String line) {
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
              address.complete(URI.create(found.group()));
            }
          }
        };
    List<Path> libraries = libraries();
    try (CompiledLab compiled =
            new LabCompiler(workbook, libraries, libraries)
                .compile(workbook.lab(lab), Origin.WORK_TREE);
        TrialRunner runner = new TrialRunner(services, 1, Path.of("none.jsa"))) {
      String end = runner.play(compiled, request, listener).message();
      address.completeExceptionally(new AssertionError("the page was never open: " + end));
    } catch (Throwable e) {
      address.completeExceptionally(e);
    }
  }

  private static List<Path> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** The only mode that the caller wants, if any: the page cannot tell. */
  private static Optional<Mode> mode() {
    String wanted = System.getenv().getOrDefault("SYSLAB_TEST_SERVICES", "both");
    return wanted.equals("both")
        ? Optional.empty()
        : Optional.of(Mode.valueOf(wanted.toUpperCase(Locale.ROOT)));
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(START_SECONDS));
    services.down();
    if (thread.isAlive()) {
      fail("the subjects have not ended");
    }
  }
}
