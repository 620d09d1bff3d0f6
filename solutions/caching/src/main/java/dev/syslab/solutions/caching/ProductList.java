package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Product;
import java.util.List;

/** A list that is expensive to compute, and cached in Redis for all servers. */
public interface ProductList {
  List<Product> get();
}
