package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Call;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Changes through server 0 of which a silent Redis does not hear, each of another product. */
final class Unheard {
  private static final Duration BOUND = Duration.ofSeconds(9);

  private final Fleet<Catalogue> servers;
  private final List<Change> changes = new ArrayList<>();
  private final List<Attempt<Product>> made = new ArrayList<>();

  private record Change(String name, Call<Catalogue, Product> call) {}

  private Unheard(Fleet<Catalogue> servers) {
    this.servers = servers;
  }

  /** One of each kind; Redis knows the products, and that one of them is not there yet. */
  static Unheard of(Fleet<Catalogue> servers, Shop shop) {
    Unheard unheard = new Unheard(servers);
    Product updated = shop.addAndWarm(servers);
    unheard.add("an update", updated, server -> server.update(updated.id(), shop.newName(), 1));
    for (WritePolicy policy : WritePolicy.values()) {
      Product priced = shop.add();
      unheard.add("a reprice " + policy, priced, server -> server.reprice(priced.id(), 1, policy));
    }
    Product fresh = shop.fresh();
    unheard.add("a create", fresh, server -> server.create(fresh.id(), fresh.name(), 1));
    return unheard;
  }

  private void add(String name, Product product, Call<Catalogue, Product> call) {
    servers.get(1).find(product.id());
    changes.add(new Change(name, call));
  }

  /** Makes them all at once. */
  void change(Fault silence, Duration bound) {
    made.clear();
    servers.get(0).find("who-learns-of-the-silence");
    List<Ongoing<Product>> ongoing =
        changes.stream().map(change -> servers.begin(0, change.call())).toList();
    for (int i = 0; i < changes.size(); i++) {
      Attempt<Product> attempt = ongoing.get(i).await(BOUND);
      assertThat(attempt)
          .as("%s while Redis is silent", changes.get(i).name())
          .endedWithin(bound)
          .during(silence);
      made.add(attempt);
    }
  }

  /** Expects that what was acknowledged is seen. */
  void expectNew() {
    for (int i = 0; i < changes.size(); i++) {
      if (made.get(i).acknowledged()) {
        Expect.everywhere(
            servers,
            made.get(i).get(),
            "server 0 acknowledged %s while Redis was silent, then Redis was back"
                .formatted(changes.get(i).name()),
            "Redis was skipped by the change, and still has the old product");
      }
    }
  }
}
