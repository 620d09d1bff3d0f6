package dev.syslab.engine.verify;

/** What makes a lab sound. */
public enum Rule {
  SKELETON(
      "the skeleton compiles, and every test fails on it because its stage is not implemented yet"),
  ACCEPTED("every test passes on the reference and on each alternative"),
  KILLED("each mistake is killed by the test that it names, with the hint that it names"),
  NEEDED("every test kills at least one mistake"),
  NAMED("every test is named by a mistake; the mistakes that were run confirm it"),
  EXECUTED("every test belongs to one stage and was executed"),
  FAULTS("faults take effect: no verdict is inconclusive, and a lab with servers injects a fault"),
  REPEATABLE("repeated runs give the same verdict"),
  DOCS(
      "docs: every stage has its section, code and console blocks match their sources, links and"
          + " hints resolve"),
  BENCH("the benchmarks compile"),
  STYLE("small files, no sleeps, one page to edit");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** What it demands, in a sentence without a full stop. */
  public String text() {
    return text;
  }
}
