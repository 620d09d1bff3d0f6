package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The test's PostgreSQL database. It contains the tables of the lab's {@code schema.sql}. */
public final class Postgres extends TestServer<Postgres> {
  private Connection shared;

  Postgres(TestScope scope, Server server, Namespace namespace, boolean own) {
    super(scope, server, namespace, own);
  }

  /** A new connection for the judge; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  /** JDBC's URL, without a link and with the judge's own account. */
  public String jdbcUrl() {
    return new Environment(administration()).jdbcUrl();
  }

  /** As {@link #script}, but the subjects own what it creates. */
  void scriptOfTheSubjects(String sql) {
    String url = new Environment(environment(server().address())).jdbcUrl();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  /** Runs one or more statements that have no parameters. */
  public synchronized void script(String sql) {
    try (Statement statement = shared().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  /** Runs one statement, and returns the number of rows that it changed. */
  public synchronized int execute(String sql, Object... parameters) {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  /** The rows of a query, each as a list of its columns. */
  public synchronized List<List<Object>> query(String sql, Object... parameters) {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<List<Object>> result = new ArrayList<>();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(rows.getObject(column));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  /** The single number in the single row of a query. */
  public long number(String sql, Object... parameters) {
    return ((Number) query(sql, parameters).get(0).get(0)).longValue();
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = shared().prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private Connection shared() throws SQLException {
    if (shared == null || !shared.isValid(1)) {
      shared = connect();
    }
    return shared;
  }

  @Override
  public synchronized void close() {
    try {
      if (shared != null) {
        shared.close();
      }
    } catch (SQLException e) {
      // The namespace is dropped, and its connections end with it.
    }
    super.close();
  }
}
