package dev.syslab.kit.docs;

import dev.syslab.subject.Lab;

/** The contract that the examples of {@code docs/kit.md} judge. */
@Lab(
    title = "Shop",
    summary = "Counts views in Redis; an order goes through RabbitMQ and Kafka into PostgreSQL",
    level = Lab.Level.BEGINNER,
    minutes = 30,
    core = 1,
    coreMinutes = 30,
    servers = {Lab.Uses.POSTGRESQL, Lab.Uses.REDIS, Lab.Uses.RABBITMQ, Lab.Uses.KAFKA})
public interface Shop {

  /** Adds one view, and returns the page's total. */
  long view(String page);

  /** Returns the page's total. */
  long views(String page);

  /** Takes an order, and returns its id. Once it has returned, the order is carried out. */
  String order(String item);
}
