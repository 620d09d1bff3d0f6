package dev.syslab.engine.verify;

/**
 * One thing that was looked at for a rule.
 *
 * @param what what was looked at
 * @param detail what is wrong and what mends it; empty if it holds
 */
public record Check(Rule rule, String what, boolean ok, String detail) {

  static Check holds(Rule rule, String what) {
    return new Check(rule, what, true, "");
  }

  static Check fails(Rule rule, String what, String detail) {
    return new Check(rule, what, false, detail);
  }

  /** Holds if nothing is wrong. */
  static Check of(Rule rule, String what, String wrong) {
    return new Check(rule, what, wrong.isEmpty(), wrong);
  }
}
