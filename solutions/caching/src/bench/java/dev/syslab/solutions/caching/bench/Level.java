package dev.syslab.solutions.caching.bench;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.subject.Environment;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Contender;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two servers of one contender, and its place in PostgreSQL and Redis.
 *
 * @param name the contender's
 */
record Level(String name, List<Server> servers, Shop shop) {
  private static final int PRODUCTS = 500;

  /** What all have in common. */
  interface Server {
    Optional<Product> find(String id);

    Product update(String id, String name, long priceCents);
  }

  /** The learner's, the reference's, and the library's. */
  static List<Level> of(BenchRun run) throws SQLException {
    List<Level> levels = new ArrayList<>();
    for (Contender<Catalogue> one : run.contenders(Catalogue.class)) {
      List<Server> servers = List.of(server(one.contract()), server(one.another().get()));
      levels.add(new Level(one.name(), servers, new Shop(one.environment(), PRODUCTS)));
    }
    Environment own = run.peer();
    List<Server> peers = List.of(new RedissonCatalogue(own), new RedissonCatalogue(own));
    levels.add(new Level(RedissonCatalogue.NAME, peers, new Shop(own, PRODUCTS)));
    return levels;
  }

  private static Server server(Catalogue catalogue) {
    return new Server() {
      @Override
      public Optional<Product> find(String id) {
        return catalogue.find(id);
      }

      @Override
      public Product update(String id, String name, long priceCents) {
        return catalogue.update(id, name, priceCents);
      }
    };
  }

  /** The server that this caller asks. */
  Server of(int caller) {
    return servers.get(caller % servers.size());
  }

  /** The product, asked for by that caller. */
  Product find(int caller, String id) {
    return of(caller)
        .find(id)
        .filter(product -> product.id().equals(id))
        .orElseThrow(() -> new IllegalStateException("product " + id + " is not found"));
  }
}
