package dev.syslab.engine.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.syslab.engine.verify.LabVerdict;
import java.util.List;

/**
 * A verification as {@code ./lab verify --json} writes it. The field names are a promise to other
 * programs: see docs/json.md.
 */
@JsonPropertyOrder({"passed", "failed", "secondLooks", "labs"})
public record VerifyReport(long passed, long failed, long secondLooks, List<LabReport> labs) {

  /** One lab. */
  @JsonPropertyOrder({
    "lab",
    "tests",
    "mistakes",
    "mistakesTried",
    "mistakesKilled",
    "alternatives",
    "alternativesAccepted",
    "rules"
  })
  public record LabReport(
      String lab,
      int tests,
      int mistakes,
      int mistakesTried,
      int mistakesKilled,
      int alternatives,
      int alternativesAccepted,
      List<RuleReport> rules) {}

  /** One rule. */
  @JsonPropertyOrder({"rule", "ok", "detail"})
  public record RuleReport(String rule, boolean ok, String detail) {}

  public static VerifyReport of(long passed, long failed, long secondLooks, List<LabVerdict> labs) {
    return new VerifyReport(
        passed,
        failed,
        secondLooks,
        labs.stream()
            .map(
                lab ->
                    new LabReport(
                        lab.lab(),
                        lab.tests(),
                        lab.mistakes(),
                        lab.mistakesTried(),
                        lab.mistakesKilled(),
                        lab.alternatives(),
                        lab.alternativesAccepted(),
                        lab.rules().stream()
                            .map(
                                rule ->
                                    new RuleReport(rule.rule().text(), rule.ok(), rule.detail()))
                            .toList()))
            .toList());
  }
}
