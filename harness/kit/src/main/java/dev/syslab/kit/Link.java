package dev.syslab.kit;

import dev.syslab.kit.net.CountRule;
import dev.syslab.kit.net.DelayRule;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.net.DiscardRule;
import dev.syslab.kit.net.HoldRule;
import dev.syslab.kit.net.Relay;
import dev.syslab.kit.net.RoundTripRule;
import dev.syslab.kit.net.Rule;
import dev.syslab.kit.run.TestScope;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The network between one subject and one server. Every replica has a link of its own to every
 * server, so that one can be cut off, slowed or stopped between two steps while the others go on.
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
   * Ends every connection and refuses new ones. Takes effect once a connection was ended or
   * refused.
   */
  public Fault cut() {
    int[] ended = new int[1];
    Fault fault =
        watched("the link " + name + " is cut", relay::admit, () -> ended[0] + relay.refused() > 0);
    ended[0] = relay.refuse();
    fault.tookEffect();
    return fault;
  }

  /**
   * Ends every connection at once, as a server that starts anew does; new ones are accepted. Takes
   * effect if a connection was ended.
   */
  public Fault reset() {
    int[] ended = new int[1];
    Fault fault =
        watched("the link " + name + " ends its connections", () -> {}, () -> ended[0] > 0);
    ended[0] = relay.reset();
    fault.tookEffect();
    return fault;
  }

  /**
   * Swallows everything; connections stay open and silent. Takes effect once a byte was swallowed.
   */
  public Fault blackHole() {
    DiscardRule rule = new DiscardRule();
    return ruled("the link " + name + " discards everything", rule, () -> rule.swallowed() > 0);
  }

  /** Adds a delay to everything that the server answers. Takes effect once a chunk was delayed. */
  public Fault delay(Duration delay) {
    DelayRule rule = new DelayRule(delay, Direction.FROM_SERVER);
    return ruled(
        "the link " + name + " is " + Text.of(delay) + " slower", rule, () -> rule.delayed() > 0);
  }

  /**
   * Stops the first connection on which the text appears, before it. Takes effect once it has
   * stopped one.
   */
  public Hold holdAt(String text, Direction direction) {
    return hold(
        HoldRule.at(text, direction),
        "the link " + name + " holds " + arrow(direction) + " at “" + text + "”");
  }

  /**
   * Stops the first connection on which that many more bytes have passed. Takes effect once it has
   * stopped one.
   */
  public Hold holdAfter(long bytes, Direction direction) {
    return hold(
        HoldRule.after(bytes, direction),
        "the link " + name + " holds " + arrow(direction) + " after " + bytes + " bytes");
  }

  /**
   * Counts from now on how often the text passes: for example how often the database sent a row
   * that holds it.
   */
  public LongSupplier count(String text, Direction direction) {
    CountRule rule = new CountRule(text, direction);
    relay.rules().add(rule);
    return rule::count;
  }

  /** Counts from now on how many bytes pass. */
  public LongSupplier countBytes(Direction direction) {
    CountRule rule = new CountRule(direction);
    relay.rules().add(rule);
    return rule::count;
  }

  /**
   * Counts from now on how often the subject asked and was answered. Exact for a subject that does
   * one thing at a time: questions that are on their way together count as one.
   */
  public LongSupplier countRoundTrips() {
    RoundTripRule rule = new RoundTripRule();
    relay.rules().add(rule);
    return rule::count;
  }

  private Hold hold(HoldRule rule, String what) {
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

  private Fault ruled(String what, Rule rule, BooleanSupplier felt) {
    Fault fault = watched(what, () -> relay.rules().remove(rule), felt);
    relay.rules().add(rule);
    return fault;
  }

  private Fault watched(String what, Runnable mend, BooleanSupplier felt) {
    return new Fault(scope, what, mend) {
      @Override
      public boolean tookEffect() {
        if (felt.getAsBoolean()) {
          noteEffect("the subject is affected");
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
