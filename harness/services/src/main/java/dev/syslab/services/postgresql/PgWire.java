package dev.syslab.services.postgresql;

import dev.syslab.services.base.Probe;
import dev.syslab.services.registry.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements over PostgreSQL's protocol 3.0 by the account that may do everything. A JDBC driver
 * bounds its waits in whole seconds and takes 200 ms to load; readiness and places need neither.
 * After a failure it is of no use any more.
 */
final class PgWire implements Closeable {

  private static final int PROTOCOL_3 = 196_608;
  private static final int LOGGED_IN = 0;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;
  private static final int MAX_MESSAGE = 16 << 20;

  private final Socket socket = new Socket();
  private final DataOutputStream out;
  private final DataInputStream in;
  private final Map<String, String> parameters = new HashMap<>();
  private boolean greeted;

  /**
   * Connects and logs in.
   *
   * @throws IOException if the server is not reachable, refuses or takes longer than the bound
   */
  PgWire(InetSocketAddress address, String secret, String database, Duration bound)
      throws IOException {
    long end = System.nanoTime() + bound.toNanos();
    try {
      socket.connect(address, (int) bound.toMillis());
      socket.setTcpNoDelay(true);
      this.out = new DataOutputStream(socket.getOutputStream());
      this.in = new DataInputStream(socket.getInputStream());
      out.write(startup(database));
      logIn(secret, end);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether a PostgreSQL server behind the address takes clients; asks for no more than that. */
  static boolean greets(InetSocketAddress address, Duration bound) {
    try {
      byte[] answer = Probe.ask(address, bound, startup("postgres"), 1);
      return answer.length == 1 && answer[0] == 'R';
    } catch (IOException e) {
      return false;
    }
  }

  private void logIn(String secret, long end) throws IOException {
    Scram scram = new Scram(secret);
    while (true) {
      socket.setSoTimeout(millisLeft(end));
      int type = in.readByte();
      byte[] body = body(in);
      if (type == 'E') {
        throw new IOException(errorMessage(body));
      }
      if (type != 'R') {
        throw new IOException("not PostgreSQL: a message of type " + type);
      }
      ByteBuffer request = ByteBuffer.wrap(body);
      int what = request.getInt();
      String text = StandardCharsets.UTF_8.decode(request).toString();
      switch (what) {
        case LOGGED_IN -> {
          return;
        }
        case SASL -> out.write(initialResponse(scram.first()));
        case SASL_CONTINUE -> out.write(message('p', scram.answer(text), false));
        case SASL_FINAL -> scram.check(text);
        default -> throw new IOException("the server asks for authentication method " + what);
      }
    }
  }

  private static byte[] initialResponse(String first) throws IOException {
    byte[] text = first.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(body);
    to.write("SCRAM-SHA-256\0".getBytes(StandardCharsets.UTF_8));
    to.writeInt(text.length);
    to.write(text);
    return message('p', body.toByteArray());
  }

  /**
   * @param parameters what the server reports of itself at the start, such as {@code
   *     server_version}
   * @param rows columns as text; null for SQL's null
   */
  record Result(Map<String, String> parameters, List<List<String>> rows) {}

  /**
   * The only statement of a connection of its own.
   *
   * @throws IOException if the server is not reachable, refuses, reports an error or takes longer
   *     than the bound
   */
  static Result query(Entry entry, String database, String sql, Duration bound) throws IOException {
    return query(entry.address(), entry.secret(), database, sql, bound);
  }

  private static Result query(
      InetSocketAddress address, String secret, String database, String sql, Duration bound)
      throws IOException {
    long end = System.nanoTime() + bound.toNanos();
    try (PgWire wire = new PgWire(address, secret, database, bound)) {
      return wire.query(sql, end);
    }
  }

  /**
   * @throws IOException if the server is gone, refuses, reports an error or takes longer than the
   *     bound
   */
  Result query(String sql, Duration bound) throws IOException {
    return query(sql, System.nanoTime() + bound.toNanos());
  }

  private Result query(String sql, long end) throws IOException {
    // At the first time sent before the server is ready: one round trip less, and it reads in order
    // anyway.
    out.write(message('Q', sql, true));
    out.flush();

    List<List<String>> rows = new ArrayList<>();
    for (boolean answered = false; !answered; ) {
      socket.setSoTimeout(millisLeft(end));
      int type = in.readByte();
      byte[] body = body(in);
      switch (type) {
        case 'S' -> {
          String[] pair = new String(body, StandardCharsets.UTF_8).split("\0");
          parameters.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        case 'D' -> rows.add(row(body));
        case 'E' -> throw new IOException(errorMessage(body));
        case 'Z' -> {
          answered = greeted;
          greeted = true;
        }
        default -> {
          // Key data, row description, completion, notice: nothing that a caller needs.
        }
      }
    }
    return new Result(Map.copyOf(parameters), rows);
  }

  /** Says goodbye, as far as anybody listens. */
  @Override
  public void close() throws IOException {
    try (socket) {
      out.write(new byte[] {'X', 0, 0, 0, 4});
      out.flush();
    } catch (IOException e) {
      // It is gone.
    }
  }

  private static int millisLeft(long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new EOFException("timed out waiting for an answer");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private static byte[] startup(String database) throws IOException {
    byte[] body =
        ("user\0" + PostgreSql.USER + "\0database\0" + database + "\0application_name\0syslab\0\0")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(body.length + 8);
    out.writeInt(PROTOCOL_3);
    out.write(body);
    return bytes.toByteArray();
  }

  /**
   * @param terminated whether a zero ends the text
   */
  private static byte[] message(char type, String text, boolean terminated) throws IOException {
    return message(type, (terminated ? text + "\0" : text).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(char type, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(type);
    out.writeInt(body.length + 4);
    out.write(body);
    return bytes.toByteArray();
  }

  private static byte[] body(DataInputStream in) throws IOException {
    int length = in.readInt() - 4;
    if (length < 0 || length > MAX_MESSAGE) {
      throw new IOException("not PostgreSQL: a message of " + length + " bytes");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return body;
  }

  private static List<String> row(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    int columns = in.readShort();
    List<String> row = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int length = in.readInt();
      row.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    return row;
  }

  private static String errorMessage(byte[] body) {
    for (String field : new String(body, StandardCharsets.UTF_8).split("\0")) {
      if (field.startsWith("M")) {
        return field.substring(1);
      }
    }
    return "unknown error";
  }
}
