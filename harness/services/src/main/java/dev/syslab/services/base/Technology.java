package dev.syslab.services.base;

import java.util.Locale;

/** A server technology that a lab can ask for. */
public enum Technology {
  POSTGRESQL("PostgreSQL"),
  REDIS("Redis"),
  RABBITMQ("RabbitMQ"),
  KAFKA("Kafka");

  private final String label;

  Technology(String label) {
    this.label = label;
  }

  /** The name as people write it. */
  public String label() {
    return label;
  }

  /** Whether the account of a namespace has no rights outside it, so that strangers may share. */
  public boolean hasAccounts() {
    return this != KAFKA;
  }

  /** The name in commands, file names and JSON: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
