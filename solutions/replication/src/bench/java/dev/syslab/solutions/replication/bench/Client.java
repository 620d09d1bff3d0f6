package dev.syslab.solutions.replication.bench;

import dev.syslab.labs.replication.Token;
import java.util.Optional;

/** Somebody with an account of her own; her calls come one after the other. */
final class Client {
  final String account;
  Optional<Token> token = Optional.empty();
  long written;

  Client(String account) {
    this.account = account;
  }
}
