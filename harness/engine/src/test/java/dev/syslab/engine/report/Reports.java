package dev.syslab.engine.report;

import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.report.HtmlReport.Occasion;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Event;
import dev.syslab.kit.verdict.Event.Kind;
import dev.syslab.kit.verdict.Event.Mark;
import dev.syslab.kit.verdict.Outcome;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import dev.syslab.kit.verdict.Timeline;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Technology;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/** Verdicts made by hand, and their pages. */
final class Reports {
  static final Occasion ONCE = new Occasion(ZonedDateTime.parse("2026-11-25T10:20:30Z"), 1, 1);

  private Reports() {}

  static LabManifest manifest() {
    return new LabManifest(
        "caching",
        "Caching",
        "…",
        "beginner",
        1,
        1,
        1,
        List.of(Technology.REDIS),
        "C",
        List.of("My.java"),
        List.of(),
        "R",
        List.of(),
        List.of());
  }

  static Event event(Kind kind, String who, String what, String result, long at, long took) {
    return new Event(kind, who, what, result, ms(at), ms(took), kind != Kind.RUNNING, List.of());
  }

  static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  /** A fault that takes effect, a call that it holds, and one beside them. */
  static Timeline race() {
    Event fault =
        new Event(
            Kind.FAULT,
            "fault",
            "the link from server 0 to Redis is holding",
            "",
            ms(100),
            ms(300),
            true,
            List.of(new Mark(ms(250), "one connection is held")));
    return new Timeline(
        List.of(
            fault,
            event(Kind.RETURNED, "server 0", "find(p1)", "old", 110, 390),
            event(Kind.LOST, "server 1", "update(p1, 7)", "lost", 200, 50)),
        0);
  }

  static Plot plot(String title) {
    Plot plot = Plot.overTime(title, Axis.of("requests", ""));
    plot.series("limit").at(ms(0), 10).at(ms(2_000), 20);
    plot.series("admitted").at(ms(500), 9).at(ms(1_500), 17);
    return plot;
  }

  static TestVerdict test(Outcome outcome, String message, Timeline timeline, Plot... plots) {
    return new TestVerdict(
        "Stage3.stale",
        "a reader does not bring the old product back",
        outcome,
        1_234,
        message,
        outcome == Outcome.FAIL ? "stale-set" : "",
        outcome == Outcome.PASS ? "" : "./lab test caching --stage 3 --seed 7K2Q",
        timeline,
        outcome == Outcome.FAIL ? List.of("server 0: printed") : List.of(),
        List.of("a note"),
        1,
        List.of(plots));
  }

  static Verdict verdict(TestVerdict... tests) {
    StageVerdict stage = new StageVerdict(3, "The stale set", 30, List.of(tests));
    return new Verdict("caching", "learner", Mode.EMBEDDED, "7K2Q", List.of(stage), List.of());
  }

  static String page(TestVerdict... tests) {
    return HtmlReport.of(manifest(), verdict(tests), ONCE);
  }
}
