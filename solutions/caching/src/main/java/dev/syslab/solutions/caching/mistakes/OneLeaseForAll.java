package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "one lease for the whole catalogue: loading one product blocks all others",
    killedBy = "the_load_of_one_product_holds_up_no_other",
    hint = "one-lease-each")
public final class OneLeaseForAll extends LeasedCatalogue {
  public OneLeaseForAll(Environment env) {
    super(env);
  }

  @Override
  protected String leaseKey(String id) {
    return "lease";
  }
}
