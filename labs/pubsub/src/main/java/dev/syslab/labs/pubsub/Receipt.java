package dev.syslab.labs.pubsub;

/** What became of an upload that was published. */
public enum Receipt {
  /** RabbitMQ has confirmed it: it is in the queue of every role that subscribed to the topic. */
  STORED,
  /** Nobody has subscribed to the topic; it was not stored. */
  UNROUTABLE,
  /** The queue of a role is full (stage 8); other roles may have it. */
  FULL,
  /** RabbitMQ did not say in time: it may have been stored or not. */
  UNKNOWN
}
