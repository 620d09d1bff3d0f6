package dev.syslab.kit;

/** A call to one subject's contract. */
@FunctionalInterface
public interface Call<C, T> {
  T on(C subject) throws Exception;
}
