package dev.syslab.solutions.bloomfilter;

import java.util.List;

/** One filter, whatever its kind. Keys have been checked. */
public interface Filter {
  long bits();

  List<Boolean> add(List<String> keys);

  List<Boolean> contains(List<String> keys);
}
