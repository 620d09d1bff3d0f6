package dev.syslab.solutions.replication.bench;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReplicatedDatabase;
import java.time.Duration;
import java.util.List;

/**
 * The learner's code, or the reference.
 *
 * @param patience of its reads
 */
record ContractAccounts(String name, ReplicatedDatabase database, Duration patience)
    implements Accounts {

  @Override
  public void set(Client client, long cents) {
    String sql = "UPDATE account SET cents = %d WHERE name = '%s'";
    keep(client, database.write(List.of(sql.formatted(cents, client.account))));
  }

  @Override
  public Seen cents(Client client) {
    List<String> statements = List.of(QUERY + "'" + client.account + "'");
    Answer answer = database.readAfter(client.token, patience, statements);
    keep(client, answer);
    List<String> row = answer.results().get(0).rows().get(0);
    return new Seen(Long.parseLong(row.get(0)), row.get(1).equals("t"));
  }

  private static void keep(Client client, Answer answer) {
    if (answer.token().isPresent()) {
      client.token = answer.token();
    }
  }
}
