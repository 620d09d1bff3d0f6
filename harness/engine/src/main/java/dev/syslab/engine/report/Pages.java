package dev.syslab.engine.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.Compiler;
import java.io.StringReader;

/**
 * Pages made of templates. What comes from a subject or a stranger is never trusted: the templates
 * escape it, and a page's policy allows no script but its own and no request at all.
 */
public final class Pages {
  private static final Compiler TEMPLATES =
      Mustache.compiler()
          .escapeHTML(true)
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(Resources.report(name + ".html")));

  private Pages() {}

  /**
   * Fills a template.
   *
   * @param template its name, without {@code .html}
   * @param model a record; a list of one is how a template says “if”
   */
  public static String page(String template, Object model) {
    return TEMPLATES.compile(Resources.report(template + ".html")).execute(model);
  }

  /** The style sheet of all pages. */
  public static String styles() {
    return Resources.report("report.css");
  }

  /**
   * Nothing may be loaded from anywhere.
   *
   * @param script which scripts may run, in the words of the policy
   */
  public static String policy(String script) {
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src "
        + script
        + "; base-uri 'none'; form-action 'none'";
  }
}
