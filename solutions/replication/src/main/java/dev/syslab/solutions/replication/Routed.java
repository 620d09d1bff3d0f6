package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.ReplicatedDatabase;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Servers;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Stage 1: the primary or a replica. */
public abstract class Routed implements ReplicatedDatabase, AutoCloseable {
  protected final Servers servers;
  private final AtomicInteger turn = new AtomicInteger();

  protected Routed(Environment env) {
    this.servers = new Servers(env);
  }

  protected int primary() {
    return 0;
  }

  @Override
  public Answer write(List<String> statements) {
    Check.statements(statements);
    return run(primary(), statements);
  }

  @Override
  public Answer read(List<String> statements) {
    Check.statements(statements);
    return readOn(replicasInTurn(), statements);
  }

  /** On the first of these replicas that answers, or on the primary. */
  protected Answer readOn(List<Integer> replicas, List<String> statements) {
    for (int replica : replicas) {
      try {
        return run(replica, statements);
      } catch (ReadOnlyException e) {
        return write(statements);
      } catch (UnavailableException e) {
        // The next one may answer.
      }
    }
    return write(statements);
  }

  /** Every replica once, beginning with another one each time. */
  protected List<Integer> replicasInTurn() {
    List<Integer> replicas = new ArrayList<>();
    for (int server = 0; server < servers.count(); server++) {
      if (server != primary()) {
        replicas.add(server);
      }
    }
    Collections.rotate(replicas, turn.getAndIncrement());
    return replicas;
  }

  protected Answer run(int server, List<String> statements) {
    return servers.in(server, connection -> answer(connection, statements));
  }

  /** Runs the statements, commits, and then asks how far the server has come. */
  protected Answer answer(Connection connection, List<String> statements) throws SQLException {
    List<Rows> results = Servers.run(connection, statements);
    connection.commit();
    return new Answer(results, Optional.of(Position.of(connection).token()));
  }

  @Override
  public void close() {
    servers.close();
  }
}
