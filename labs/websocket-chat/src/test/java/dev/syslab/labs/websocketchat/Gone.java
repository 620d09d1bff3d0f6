package dev.syslab.labs.websocketchat;

import static dev.syslab.kit.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What others hear when a user's connection ends, and what they do not hear. */
final class Gone {
  private Gone() {}

  /**
   * Ann joins the rooms of bob, “tea” and “milk”, and gives the server a reason to close, together
   * with one more message. She never closes her side.
   *
   * @return how long it took until bob had heard that she is gone
   */
  static Duration after(int port, Member bob, String code, byte[] reason) throws Exception {
    String what = "a reason to close with " + code;
    try (Wire ann = Wire.open(port, Requests.target("ann"), Member.PROTOCOL)) {
      ann.send(Frame.text(Requests.join("tea")), Frame.text(Requests.join("milk")));
      Presence.until(bob, "+ann in milk");
      Instant began = Instant.now();
      Ending.provoke(ann, reason, Requests.message("tea", "late", "too late"));

      List<String> heard = Presence.until(bob, "-ann in tea", "-ann in milk");

      Duration took = Duration.between(began, Instant.now());
      assertThat(heard)
          .as("what bob hears of ann after %s", what)
          .containsExactlyInAnyOrder("-ann in tea", "-ann in milk");
      assertThat(Ending.types(ann, what))
          .as("what ann, who has joined two rooms, hears until the connection ends, after %s", what)
          .isEqualTo(List.of("joined", "joined", code));
      return took;
    }
  }
}
