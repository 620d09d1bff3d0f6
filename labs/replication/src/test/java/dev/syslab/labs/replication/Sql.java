package dev.syslab.labs.replication;

import dev.syslab.kit.Call;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Statements that the tests send. */
final class Sql {
  private Sql() {}

  /** A comment that no other statement holds, by which its way can be followed. */
  static String mark() {
    return "m" + UUID.randomUUID().toString().replace("-", "");
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static List<String> put(String name, long cents) {
    return List.of("INSERT INTO account VALUES (%s, %d)".formatted(quoted(name), cents));
  }

  static List<String> set(String name, long cents) {
    return List.of("UPDATE account SET cents = %d WHERE name = %s".formatted(cents, quoted(name)));
  }

  /** Transactions that the contract does not allow; each but the empty one has this statement. */
  static List<List<String>> outOfBounds(String good) {
    return List.of(
        List.of(),
        Collections.nCopies(101, good),
        List.of(good, ""),
        List.of(good, "SELECT '\0'"),
        List.of(good, "SELECT 1" + " ".repeat(100_000)));
  }

  static List<String> cents(String name) {
    return cents(name, mark());
  }

  /**
   * @param mark a comment
   */
  static List<String> cents(String name, String mark) {
    return List.of(
        "SELECT cents /* %s */ FROM account WHERE name = %s".formatted(mark, quoted(name)));
  }

  /** The only value that the last statement has returned; {@code "none"} if there is no row. */
  static String value(Answer answer) {
    List<List<String>> rows = answer.results().get(answer.results().size() - 1).rows();
    return rows.isEmpty() ? "none" : rows.get(0).get(0);
  }

  /** Asks for a value instead of an answer. */
  static Call<ReplicatedDatabase, String> value(Call<ReplicatedDatabase, Answer> call) {
    return database -> value(call.on(database));
  }
}
