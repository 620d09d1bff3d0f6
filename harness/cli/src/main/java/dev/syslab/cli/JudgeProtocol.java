package dev.syslab.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a command and the warm judge say to each other: one request, one answer, and then what the
 * command prints, piece by piece, up to its exit code.
 */
final class JudgeProtocol {
  /** Answers to a request. */
  static final int ACCEPTED = 'A';

  static final int BUSY = 'B';

  /** The judge is of another build, or was started in another environment: the client ends it. */
  static final int STALE = 'S';

  /** Pieces. */
  static final int OUT = 'o';

  static final int ERR = 'e';
  static final int EXIT = 'x';

  private static final int MAX_STRINGS = 10_000;
  private static final int MAX_BYTES = 1 << 20;

  /** What each terminal and each shell has its own of, and no trial asks for. */
  private static final Pattern PASSING =
      Pattern.compile(
          "_|PWD|OLDPWD|JAVA_TOOL_OPTIONS|SHLVL|COLUMNS|LINES|SYSLAB_TTY|SYSLAB_KEYS|NO_COLOR|COLORTERM|PAGER"
              + "|(TERM|WINDOW|TMUX|STY|SSH|GPG|HIST|VSCODE|DBUS|XDG_SESSION|INVOCATION|JOURNAL).*");

  private JudgeProtocol() {}

  /**
   * @param token that of the judge's file, which only its user can read
   * @param origin see {@link #origin}
   */
  record Request(
      String token, List<String> origin, Path directory, boolean colours, List<String> arguments) {

    void send(DataOutputStream out) throws IOException {
      out.writeBoolean(colours);
      List<String> texts = new ArrayList<>(List.of(token, directory.toString()));
      texts.addAll(arguments);
      strings(out, texts);
      strings(out, origin);
      out.flush();
    }

    static Request receive(DataInputStream in) throws IOException {
      boolean colours = in.readBoolean();
      List<String> texts = strings(in);
      if (texts.size() < 2) {
        throw new IOException("not a request");
      }
      return new Request(
          texts.get(0),
          strings(in),
          Path.of(texts.get(1)),
          colours,
          texts.subList(2, texts.size()));
    }
  }

  /**
   * All of this process that a verdict could depend on: its program and its environment. A judge
   * serves only who has the same.
   */
  static List<String> origin() {
    List<String> origin = new ArrayList<>();
    for (String property : List.of("java.home", "java.class.path", "syslab.root", "syslab.dist")) {
      origin.add(property + "=" + System.getProperty(property, ""));
    }
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(name -> PASSING.matcher(name).matches());
    environment.forEach((name, value) -> origin.add(name + "=" + value));
    return origin;
  }

  private static void strings(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static List<String> strings(DataInputStream in) throws IOException {
    int count = bounded(in.readInt(), MAX_STRINGS);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          new String(in.readNBytes(bounded(in.readInt(), MAX_BYTES)), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static int bounded(int length, int bound) throws IOException {
    if (length < 0 || length > bound) {
      throw new IOException("not a request: a length of " + length);
    }
    return length;
  }

  /** One of a command's streams, as pieces. */
  static final class Stream extends OutputStream {
    private final DataOutputStream wire;
    private final int kind;

    Stream(DataOutputStream wire, int kind) {
      this.wire = wire;
      this.kind = kind;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      piece(wire, kind, bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      synchronized (wire) {
        wire.flush();
      }
    }
  }

  static void exit(DataOutputStream wire, int code) throws IOException {
    piece(wire, EXIT, new byte[] {(byte) code}, 0, 1);
    wire.flush();
  }

  // Both streams write to one wire.
  private static void piece(DataOutputStream wire, int kind, byte[] bytes, int from, int length)
      throws IOException {
    synchronized (wire) {
      wire.writeByte(kind);
      wire.writeInt(length);
      wire.write(bytes, from, length);
    }
  }
}
