package dev.syslab.labs.sharding;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;

/**
 * Yours to write: buckets that move under writes. Stage 6. For stage 7, keep the map and have each
 * database refuse what is done by an old one; that changes the methods of stages 3, 5 and 6.
 */
abstract class MyMoves extends MyAccounts {

  MyMoves(Environment env) {
    super(env);
  }

  @Override // TODO 6
  public ShardMap move(int bucket, int shard) {
    throw new NotImplemented(6, "copy, stop writes, copy the rest, change the map, delete");
  }
}
