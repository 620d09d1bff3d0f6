package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Calls of which only the end matters. */
final class Calls {
  private Calls() {}

  /** Calls the first server. */
  static Attempt<Boolean> attempt(Fleet<Uploads> servers, Consumer<Uploads> call) {
    return servers.attempt(server -> done(server, call));
  }

  /** Expects that a call of the first server breaks a bound. */
  static void outOfBounds(Fleet<Uploads> servers, String what, Consumer<Uploads> call) {
    assertThat(attempt(servers, call)).as(what).failedWith(IllegalArgumentException.class);
  }

  /** Makes all calls of the first server at once, and expects that none of them gets through. */
  @SafeVarargs
  static void unavailable(Fleet<Uploads> servers, Fault fault, Consumer<Uploads>... calls) {
    List<Ongoing<Boolean>> ongoing =
        Stream.of(calls).map(call -> servers.begin(0, server -> done(server, call))).toList();
    for (Ongoing<Boolean> one : ongoing) {
      assertThat(one.await(Uploads.PATIENCE.multipliedBy(3)))
          .during(fault)
          .failedWith(UnavailableException.class)
          .endedWithin(Uploads.PATIENCE);
    }
  }

  private static boolean done(Uploads server, Consumer<Uploads> call) {
    call.accept(server);
    return true;
  }
}
