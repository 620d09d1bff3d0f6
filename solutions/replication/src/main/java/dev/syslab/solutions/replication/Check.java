package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.ReplicatedDatabase;
import java.util.List;

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

  public static void statements(List<String> statements) {
    between("the number of statements", statements.size(), 1, ReplicatedDatabase.MOST_STATEMENTS);
    for (String sql : statements) {
      between("a statement's length", sql.length(), 1, ReplicatedDatabase.LONGEST_STATEMENT);
      that(sql.indexOf('\0') < 0, "a statement holds U+0000, which PostgreSQL cannot read");
    }
  }
}
