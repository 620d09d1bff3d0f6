package dev.syslab.engine.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What the verification of one lab found.
 *
 * @param mistakes how many the lab has
 * @param mistakesTried of them
 * @param notRun what was left out and why, a line each
 * @param unlike what did not end as it should beside other trials and did alone, a line each
 */
public record LabVerdict(
    String lab,
    int tests,
    int mistakes,
    int mistakesTried,
    int mistakesKilled,
    int alternatives,
    int alternativesAccepted,
    List<Check> checks,
    List<String> notRun,
    List<String> unlike) {

  /** One of which nothing was left out, and nothing tried twice. */
  public LabVerdict(
      String lab,
      int tests,
      int mistakes,
      int mistakesTried,
      int mistakesKilled,
      int alternatives,
      int alternativesAccepted,
      List<Check> checks) {
    this(
        lab,
        tests,
        mistakes,
        mistakesTried,
        mistakesKilled,
        alternatives,
        alternativesAccepted,
        checks,
        List.of(),
        List.of());
  }

  /** A rule and how it stands: its own text, or what is wrong. */
  public record RuleResult(Rule rule, boolean ok, String detail) {}

  public long passed() {
    return checks.stream().filter(Check::ok).count();
  }

  public long failed() {
    return checks.size() - passed();
  }

  /** Each rule that was looked at. */
  public List<RuleResult> rules() {
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      List<Check> own = checks.stream().filter(check -> check.rule() == rule).toList();
      List<String> wrong =
          own.stream()
              .filter(check -> !check.ok())
              .map(check -> check.what() + ": " + check.detail())
              .toList();
      if (!own.isEmpty()) {
        String detail =
            wrong.isEmpty()
                ? own.size() + " of " + own.size() + " checks passed"
                : String.join("\n", wrong);
        results.add(new RuleResult(rule, wrong.isEmpty(), detail));
      }
    }
    return results;
  }
}
