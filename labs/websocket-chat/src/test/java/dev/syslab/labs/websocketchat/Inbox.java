package dev.syslab.labs.websocketchat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a client has heard and its test has not yet looked at. */
final class Inbox {
  private final String user;
  private final List<Heard> events = new ArrayList<>();
  private final Set<String> offline = new HashSet<>();
  private boolean ended;

  Inbox(String user) {
    this.user = user;
  }

  synchronized void add(Heard event) {
    events.add(event);
    if (event.is("presence") && event.text("online").equals("false")) {
      offline.add(event.text("user"));
    }
    notifyAll();
  }

  /** The connection has ended: nothing comes any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Whether a user has ever been said to be offline. */
  synchronized boolean hasHeardOfTheEndOf(String gone) {
    return offline.contains(gone);
  }

  /** The next event of one of these types; those before it stay. */
  Heard take(String... types) {
    return await(List.of(types), false).get(0);
  }

  /** Every event up to the next one of one of these types; of any type, if there is none. */
  List<Heard> until(String... types) {
    return await(List.of(types), true);
  }

  private synchronized List<Heard> await(List<String> types, boolean withAllBefore) {
    long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
    while (true) {
      for (int i = 0; i < events.size(); i++) {
        if (types.isEmpty() || types.contains(events.get(i).type())) {
          List<Heard> found = events.subList(withAllBefore ? 0 : i, i + 1);
          List<Heard> heard = List.copyOf(found);
          found.clear();
          return heard;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw new AssertionError(
            "waited for %s to hear %s, but %s\nseen: %s"
                .formatted(
                    user,
                    types.isEmpty()
                        ? "anything"
                        : "an event “" + String.join("” or “", types) + "”",
                    ended
                        ? "the connection ended"
                        : "nothing came for " + Wire.PATIENCE.toSeconds() + " s",
                    events.subList(Math.max(0, events.size() - 5), events.size())));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while " + user + " waited", e);
      }
    }
  }
}
