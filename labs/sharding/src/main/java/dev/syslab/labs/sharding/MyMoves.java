package dev.syslab.labs.sharding;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/**
 * Yours to write: buckets that move during writes (stage 6), and a proxy (stage 8). For stage 7,
 * cache the map and have each database reject what is done with an old one; that changes the
 * methods of stages 3, 5 and 6.
 */
abstract class MyMoves extends MyAccounts {

  MyMoves(Environment env) {
    super(env);
  }

  @Override // TODO 6
  public ShardMap move(int bucket, int shard) {
    throw new NotImplemented(6, "copy, stop writes, copy the rest, change the map, delete");
  }

  @Override // TODO 8
  public int proxy(List<String> backends) {
    throw new NotImplemented(8, "serve HTTP, and forward each request to the backend of its key");
  }
}
