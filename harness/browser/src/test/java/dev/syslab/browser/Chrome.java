package dev.syslab.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.syslab.engine.verify.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This machine's Chromium, without a screen. */
final class Chrome implements AutoCloseable {
  /** A page on a busy machine is slow, but not that slow. */
  static final int PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final Browser browser;

  /** Starts it; aborts the test, visibly, if there is none. */
  Chrome() {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "skipped: " + Chromium.MISSING);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    this.playwright = Playwright.create();
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.get())
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
