package dev.syslab.labs.pubsub;

import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was announced, held against what a role has done: lost, done twice, never announced. */
final class Ledger {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029&&[^\u200d]]");

  private final Postgres postgres;
  private final Role role;
  private final Collection<Upload> announced;

  Ledger(Postgres postgres, Role role, Collection<Upload> announced) {
    this.postgres = postgres;
    this.role = role;
    this.announced = announced;
  }

  /** Expects that the role acts once on each upload; the bound limits the time without progress. */
  void expectOnce(String happened, Duration bound) {
    expectOnce(happened, bound, Duration.ZERO);
  }

  /** As above, and also that it has not acted again after the given time. */
  void expectOnce(String happened, Duration bound, Duration later) {
    awaitAll(bound);
    Wait.pass(later);
    Map<String, Integer> differences = differences();
    if (!differences.isEmpty()) {
      throw new AssertionError(
          """
          %s.
          expected: the %s acts once on each of %d uploads
          seen: %s (after %.1f s)
          Likely cause: %s."""
              .formatted(
                  happened,
                  role,
                  announced.size(),
                  few(differences),
                  bound.toMillis() / 1e3,
                  cause(differences)));
    }
  }

  /**
   * A slow machine takes longer for many uploads, so the bound limits the time without progress.
   */
  private void awaitAll(Duration bound) {
    long before = -1;
    long now = done();
    while (now < announced.size() && now > before) {
      long seen = now;
      before = now;
      Wait.atMost(bound, () -> done() >= announced.size() || done() > seen);
      now = done();
    }
  }

  /** The current number of effects. */
  long done() {
    return role == Role.INDEXER
        ? postgres.number("SELECT count(*) FROM indexed")
        : postgres.number("SELECT coalesce(sum(uploads), 0) FROM owner_total");
  }

  /** The effects that are missing (negative) or too many. */
  private Map<String, Integer> differences() {
    Map<String, Integer> balance = new TreeMap<>();
    expected().forEach(effect -> balance.merge(effect, -1, Integer::sum));
    seen().forEach(effect -> balance.merge(effect, 1, Integer::sum));
    balance.values().removeIf(difference -> difference == 0);
    return balance;
  }

  private List<String> expected() {
    if (role == Role.INDEXER) {
      return announced.stream().map(Ledger::shown).toList();
    }
    Map<String, List<Upload>> byOwner =
        announced.stream().collect(Collectors.groupingBy(Upload::owner));
    List<String> totals = new ArrayList<>();
    byOwner.forEach(
        (owner, uploads) ->
            totals.add(
                total(
                    owner,
                    uploads.size(),
                    uploads.stream()
                        .map(upload -> BigDecimal.valueOf(upload.bytes()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))));
    return totals;
  }

  private List<String> seen() {
    if (role == Role.INDEXER) {
      return postgres.query("SELECT upload_id, owner, content, bytes FROM indexed").stream()
          .map(
              row ->
                  shown(
                      new Upload(
                          (String) row.get(0),
                          (String) row.get(1),
                          (String) row.get(2),
                          (Long) row.get(3))))
          .toList();
    }
    return postgres.query("SELECT owner, uploads, bytes FROM owner_total").stream()
        .map(row -> total((String) row.get(0), (Long) row.get(1), (BigDecimal) row.get(2)))
        .toList();
  }

  private static String shown(Upload upload) {
    String content = upload.content();
    String start = content.substring(0, Math.min(content.length(), 40));
    return "“%s” of “%s”, %d bytes, “%s” (%d characters, %08x)"
        .formatted(
            visible(upload.id()),
            visible(upload.owner()),
            upload.bytes(),
            visible(start),
            content.length(),
            content.hashCode());
  }

  private static String total(String owner, long uploads, BigDecimal bytes) {
    return "“%s”: %d uploads, %s bytes".formatted(visible(owner), uploads, bytes.toPlainString());
  }

  /** Escapes line breaks and characters that change the writing direction, as Java does. */
  private static String visible(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll(unseen -> "\\\\u%04x".formatted((int) unseen.group().charAt(0)));
  }

  private static String few(Map<String, Integer> differences) {
    String first =
        differences.entrySet().stream()
            .limit(4)
            .map(
                entry ->
                    (entry.getValue() < 0 ? "missing: " : "too many: ") + entry.getKey().strip())
            .collect(Collectors.joining("; "));
    return differences.size() > 4
        ? first + "; and %d more".formatted(differences.size() - 4)
        : first;
  }

  private String cause(Map<String, Integer> differences) {
    boolean missing = differences.values().stream().anyMatch(difference -> difference < 0);
    boolean extra = differences.values().stream().anyMatch(difference -> difference > 0);
    if (missing && extra) {
      return role == Role.COUNTER
          ? "an upload was lost, counted twice, or is not what was announced"
          : "an upload is not what was announced";
    }
    return missing
        ? "the upload was abandoned before its effect was committed, its worker has stopped, or it"
            + " is waiting behind others"
        : "the upload was delivered again, and nothing had recorded that it was already done";
  }
}
