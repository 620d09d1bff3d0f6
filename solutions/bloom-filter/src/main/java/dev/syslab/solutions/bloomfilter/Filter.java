package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Spec;
import java.util.List;

/** One filter, whatever its kind. Keys have been checked. */
public interface Filter {
  Spec spec();

  long bits();

  List<Boolean> add(List<String> keys);

  List<Boolean> contains(List<String> keys);
}
