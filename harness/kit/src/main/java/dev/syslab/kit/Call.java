package dev.syslab.kit;

/** What a test asks of one subject. */
@FunctionalInterface
public interface Call<C, T> {
  T on(C subject) throws Exception;
}
