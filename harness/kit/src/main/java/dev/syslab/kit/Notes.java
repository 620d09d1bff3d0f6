package dev.syslab.kit;

/** What a test has measured and wants to show, whether it passes or not: one line each. */
public final class Notes {
  private final TestScope scope;

  Notes(TestScope scope) {
    this.scope = scope;
  }

  /** Shows a line below the test's name. The format is {@link String#format}'s. */
  public void add(String format, Object... arguments) {
    scope.note(String.format(java.util.Locale.ROOT, format, arguments));
  }
}
