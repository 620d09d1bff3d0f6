package dev.syslab.labs.caching;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Replica;
import java.util.Optional;

/** What every server must answer, whatever happened before. */
final class Expect {
  private Expect() {}

  /**
   * @param happened what went before, a sentence without its full stop
   * @param cause the likely cause of a wrong answer
   */
  static void everywhere(
      Fleet<Catalogue> servers, Product expected, String happened, String cause) {
    for (Replica<Catalogue> server : servers.replicas()) {
      Optional<Product> seen = server.contract().find(expected.id());
      if (!seen.equals(Optional.of(expected))) {
        throw new AssertionError(
            """
            %s.
            expected: %s
            %s answers: %s
            Likely cause: %s."""
                .formatted(
                    happened,
                    expected,
                    server.name(),
                    seen.map(Product::toString).orElse("no product"),
                    cause));
      }
    }
  }
}
