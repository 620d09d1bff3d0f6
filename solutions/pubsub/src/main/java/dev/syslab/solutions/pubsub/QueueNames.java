package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Role;

/**
 * The names of the queues of a role and a topic. The topic comes last, so that the names of two
 * topics cannot collide; it never begins a name, so that no name is reserved ({@code amq.}).
 * RabbitMQ removes line breaks from the names of queues (not from routing keys), so they are
 * escaped as in URLs.
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
