package dev.syslab.engine.report;

import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.lab.LabManifest;
import dev.syslab.engine.trial.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A trial as one HTML page that needs nothing beside it: no network, and, but for the plots, no
 * script. What a subject has said is never trusted: the template escapes it, and the page's policy
 * allows no script but its own, and no request at all.
 */
public final class HtmlReport {
  /** The page's name in the folder that the user names. */
  public static final String FILE = "index.html";

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH);

  private HtmlReport() {}

  /**
   * When a trial was made, and which it was of several.
   *
   * @param run counted from 1
   * @param runs how many were asked for
   */
  public record Occasion(ZonedDateTime when, int run, int runs) {}

  /** All that the page's frame shows. */
  private record Page(
      String lab,
      String title,
      ReportView.Status status,
      String subject,
      String services,
      String seed,
      String when,
      String run,
      int earned,
      int points,
      long passed,
      int tests,
      List<ReportView.Stage> stages,
      List<String> tampered,
      String policy,
      String styles,
      List<Charts> charts) {}

  /** What only a page with plots holds. */
  private record Charts(String script, String data, String version, String licence) {}

  /**
   * Makes sure that the report will find its folder: before a trial, not after it.
   *
   * @throws LabException if it cannot be written to
   */
  public static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".report", ""));
    } catch (IOException e) {
      throw new LabException(
          Kind.TROUBLE,
          "no report can be written to "
              + folder
              + " ("
              + e
              + "); name a folder that can be created",
          e);
    }
  }

  /**
   * Writes the page of a verdict into a folder.
   *
   * @return the page's file
   * @throws LabException if it cannot be written
   */
  public static Path write(Path folder, LabManifest manifest, Verdict verdict, Occasion occasion) {
    Path file = folder.resolve(FILE);
    ReportWriter.write(file, of(manifest, verdict, occasion));
    return file;
  }

  /** The page of a verdict. */
  static String of(LabManifest manifest, Verdict verdict, Occasion occasion) {
    ReportView view = new ReportView(manifest, verdict);
    List<ReportView.Stage> stages = view.stages();
    List<Charts> charts = view.plots().isEmpty() ? List.of() : List.of(charts(view.plots()));
    Page page =
        new Page(
            verdict.lab(),
            view.title(),
            ReportView.status(verdict.outcome()),
            verdict.subject(),
            verdict.services().id(),
            verdict.seed(),
            WHEN.format(occasion.when()),
            occasion.runs() == 1 ? "" : occasion.run() + " of " + occasion.runs(),
            verdict.earned(),
            verdict.points(),
            verdict.passed(),
            verdict.tests().size(),
            stages,
            verdict.tampered(),
            policy(charts),
            Pages.styles() + (charts.isEmpty() ? "" : new ChartLibrary().styles()),
            charts);
    return Pages.page("page", page);
  }

  private static Charts charts(List<PlotDrawing> plots) {
    ChartLibrary library = new ChartLibrary();
    return new Charts(
        library.script() + "\n" + Resources.report("report.js"),
        PlotDrawing.json(plots),
        library.version(),
        library.licence());
  }

  /** Nothing may be loaded from anywhere, and only the page's own script may run. */
  private static String policy(List<Charts> charts) {
    String script = charts.isEmpty() ? "'none'" : "'sha256-" + digest(charts.get(0).script()) + "'";
    return Pages.policy(script);
  }

  private static String digest(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
