package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Role;

/**
 * What the queues of a role and a topic are called. The topic comes last, so that no topic runs
 * into another's name; it never begins a name, so that none is reserved ({@code amq.}). RabbitMQ
 * removes line ends from the names of queues (not from routing keys), so they are written as they
 * are in URLs.
 */
public record QueueNames(String queue, String retry, String again, String dead) {

  public static QueueNames of(String topic, Role role) {
    String name = role + ":" + escape(topic);
    return new QueueNames("work:" + name, "retry:" + name, "again:" + name, "dead:" + name);
  }

  private static String escape(String topic) {
    return topic.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
