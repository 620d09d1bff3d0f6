package dev.syslab.solutions.bloomfilter;

import java.util.function.Supplier;

/** Something that is created when it is first needed. */
final class Lazy<T> {
  private final Supplier<T> maker;
  private T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }
}
