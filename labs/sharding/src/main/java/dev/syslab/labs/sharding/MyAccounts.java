package dev.syslab.labs.sharding;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;

/** Yours to write: money that moves between databases. Stage 5. */
abstract class MyAccounts extends MyMaps {

  MyAccounts(Environment env) {
    super(env);
  }

  @Override // TODO 5
  public void deposit(String customer, long cents) {
    throw new NotImplemented(5, "add to the account, or create it");
  }

  @Override // TODO 5
  public long balance(String customer) {
    throw new NotImplemented(5, "read the account, if there is one");
  }

  @Override // TODO 5
  public void transfer(String id, String sender, String receiver, long cents) {
    throw new NotImplemented(5, "take here, add there: both or neither, whichever process dies");
  }

  @Override // TODO 5
  public void recover() {
    throw new NotImplemented(5, "settle what dead processes left unfinished");
  }
}
