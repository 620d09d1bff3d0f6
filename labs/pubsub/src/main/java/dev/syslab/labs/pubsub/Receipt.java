package dev.syslab.labs.pubsub;

/** What happened to an upload that was published. */
public enum Receipt {
  /** RabbitMQ has confirmed it: it is in the queue of every role that subscribed to the topic. */
  STORED,
  /** Nobody has subscribed to the topic; it was not stored. */
  UNROUTABLE,
  /** The queue of a role is full (stage 8); other roles may have it. */
  FULL,
  /** RabbitMQ did not answer in time: the upload may or may not have been stored. */
  UNKNOWN
}
