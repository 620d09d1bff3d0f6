package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary =
        "rounds the number of hashes down, at a rate of a half to none: then every key is there",
    killedBy = "absent_keys_are_taken_for_present_no_more_often_than_promised",
    hint = "bits-and-hashes")
public final class NoHashAtAll extends Filters {
  public NoHashAtAll(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    int hashes = (int) Math.floor(-Math.log(spec.rate() * 1.000001) / Math.log(2));
    return new Shape(super.shape(spec).bits(), hashes);
  }
}
