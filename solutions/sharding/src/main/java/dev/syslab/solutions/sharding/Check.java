package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Routing;
import java.util.Collection;

/** The bounds that the contract states. */
public final class Check {
  private Check() {}

  public static void between(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; it must be %d to %d".formatted(what, value, least, most));
    }
  }

  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  public static void shards(int shards) {
    between("the number of shards", shards, 1, Routing.MOST_SHARDS);
  }

  /** A shard's own number. */
  public static void shard(int shard) {
    between("a shard", shard, 0, Routing.MOST_SHARDS - 1);
  }

  public static void key(String key) {
    between("a key's length", key.length(), 1, Routing.LONGEST_KEY);
    that(key.indexOf('\0') < 0, "a key holds U+0000, which PostgreSQL cannot store");
  }

  public static void keys(Collection<String> keys) {
    size(keys);
    keys.forEach(Check::key);
  }

  public static void size(Collection<?> elements) {
    between("the number of elements", elements.size(), 0, Routing.MOST);
  }
}
