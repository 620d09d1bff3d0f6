package dev.syslab.kit.docs;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;

/** A compiled example of {@code docs/lab-authors.md}: a skeleton. */
public class MyShop implements Shop {

  public MyShop(Environment env) {
    // TODO 1: connect to Redis at env.redis().
  }

  @Override
  public long view(String page) {
    // TODO 1
    throw new NotImplemented(1, "add one to the page's total in Redis, and return the total");
  }

  @Override
  public long views(String page) {
    throw new NotImplemented(1, "return the page's total");
  }

  @Override
  public String order(String item) {
    throw new NotImplemented(2, "write the order and its event in one transaction");
  }
}
