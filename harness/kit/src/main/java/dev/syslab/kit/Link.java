package dev.syslab.kit;

import dev.syslab.kit.net.CountRule;
import dev.syslab.kit.net.DelayRule;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.net.DiscardRule;
import dev.syslab.kit.net.HoldAllRule;
import dev.syslab.kit.net.HoldRule;
import dev.syslab.kit.net.Holding;
import dev.syslab.kit.net.Relay;
import dev.syslab.kit.net.RoundTripRule;
import dev.syslab.kit.net.Rule;
import dev.syslab.kit.run.TestScope;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The network between one subject and one server. Every replica has its own link to every server,
 * so that one can be cut off, slowed down or stopped between two steps while the others continue.
 */
public final class Link implements AutoCloseable {
  private final TestScope scope;
  private final String name;
  private final Relay relay;

  Link(TestScope scope, String name, Relay relay) {
    this.scope = scope;
    this.name = name;
    this.relay = relay;
  }

  InetSocketAddress address() {
    return relay.address();
  }

  /**
   * Closes every connection and refuses new ones. Takes effect once a connection was closed or
   * refused.
   */
  public Fault cut() {
    int[] ended = new int[1];
    Fault fault =
        watched(
            "the link from " + name + " is cut",
            relay::admit,
            "a connection was closed or refused",
            () -> ended[0] + relay.refused() > 0);
    ended[0] = relay.refuse();
    fault.tookEffect();
    return fault;
  }

  /**
   * Closes every connection immediately, like a server that restarts; new ones are accepted. Takes
   * effect if a connection was closed.
   */
  public Fault reset() {
    int[] ended = new int[1];
    Fault fault =
        watched(
            "the link from " + name + " is closing its connections",
            () -> {},
            "a connection was closed",
            () -> ended[0] > 0);
    ended[0] = relay.reset();
    fault.tookEffect();
    return fault;
  }

  /**
   * Discards everything; connections stay open and silent. Takes effect once a byte was discarded.
   */
  public Fault blackHole() {
    DiscardRule rule = new DiscardRule();
    return ruled(
        "the link from " + name + " is discarding everything",
        rule,
        "a byte was discarded",
        () -> rule.swallowed() > 0);
  }

  /** Adds a delay to everything that the server answers. Takes effect once a chunk was delayed. */
  public Fault delay(Duration delay) {
    DelayRule rule = new DelayRule(delay, Direction.FROM_SERVER);
    return ruled(
        "the link from " + name + " is " + Text.of(delay) + " slower",
        rule,
        "an answer was delayed",
        () -> rule.delayed() > 0);
  }

  /**
   * Stops the first connection on which the text appears, just before the text. Takes effect once
   * it has stopped one.
   */
  public Hold holdAt(String text, Direction direction) {
    return hold(
        HoldRule.at(text, direction),
        "the link from " + name + " is holding " + arrow(direction) + " at “" + text + "”");
  }

  /**
   * Stops the first connection on which the given number of further bytes has passed. Takes effect
   * once it has stopped one.
   */
  public Hold holdAfter(long bytes, Direction direction) {
    return hold(
        HoldRule.after(bytes, direction),
        "the link from " + name + " is holding " + arrow(direction) + " after " + bytes + " bytes");
  }

  /**
   * Stops every connection in that direction, those that are opened later too: whatever the subject
   * sends, in whatever form. Takes effect once a byte is held.
   */
  public Hold holdAll(Direction direction) {
    return hold(
        new HoldAllRule(direction),
        "the link from " + name + " is holding all " + arrow(direction));
  }

  /**
   * Counts how often the text passes from now on: for example, how often the database sent a row
   * that contains it.
   */
  public LongSupplier count(String text, Direction direction) {
    CountRule rule = new CountRule(text, direction);
    relay.rules().add(rule);
    return rule::count;
  }

  /** Counts how many bytes pass from now on. */
  public LongSupplier countBytes(Direction direction) {
    CountRule rule = new CountRule(direction);
    relay.rules().add(rule);
    return rule::count;
  }

  /**
   * Counts the round trips from now on. Exact for a subject that does one thing at a time: requests
   * that are in flight together count as one.
   */
  public LongSupplier countRoundTrips() {
    RoundTripRule rule = new RoundTripRule();
    relay.rules().add(rule);
    return rule::count;
  }

  private Hold hold(Holding rule, String what) {
    Hold hold =
        new Hold(
            scope,
            what,
            rule,
            () -> {
              relay.rules().remove(rule);
              rule.release();
            });
    relay.rules().add(rule);
    return hold;
  }

  private Fault ruled(String what, Rule rule, String trace, BooleanSupplier felt) {
    Fault fault = watched(what, () -> relay.rules().remove(rule), trace, felt);
    relay.rules().add(rule);
    return fault;
  }

  private Fault watched(String what, Runnable mend, String trace, BooleanSupplier felt) {
    return new Fault(scope, what, mend) {
      @Override
      public boolean tookEffect() {
        if (felt.getAsBoolean()) {
          noteEffect(trace);
        }
        return super.tookEffect();
      }
    };
  }

  private static String arrow(Direction direction) {
    return direction == Direction.TO_SERVER ? "requests" : "answers";
  }

  @Override
  public void close() {
    relay.close();
  }
}
