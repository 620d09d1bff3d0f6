package dev.syslab.subject.host;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A contract and subjects of it that behave and misbehave. */
final class Fixtures {
  private Fixtures() {}

  /** Declared by the contract. */
  public static final class SoldOut extends Exception {
    private static final long serialVersionUID = 1L;

    public SoldOut(String message) {
      super(message);
    }
  }

  public interface Shop {
    long add(long a, long b);

    String buy(String item) throws SoldOut;

    Object odd();

    /** Nothing at all, where the contract has something or {@link Optional#empty}. */
    default Optional<String> none() {
      return null;
    }

    /** Touches the file, then answers when another file is there. */
    String slow(String touch, String until) throws IOException;
  }

  public static final class Good implements Shop, AutoCloseable {
    static final CountDownLatch GATE = new CountDownLatch(1);
    private final String closing;

    Good(Environment environment) throws InterruptedException {
      String gate = environment.get("GATE");
      if (gate.equals("shut")) {
        GATE.await();
      }
      closing = environment.get("CLOSING");
    }

    @Override
    public long add(long a, long b) {
      return Math.addExact(a, b);
    }

    @Override
    public String buy(String item) throws SoldOut {
      switch (item) {
        case "sold out" -> throw new SoldOut("no more");
        case "" -> throw new IllegalArgumentException("item must not be empty");
        case "later" -> throw new NotImplemented(2, "deliver it");
        case "crash" -> throw new StackOverflowError("too deep");
        default -> {
          return "one " + item;
        }
      }
    }

    @Override
    public Object odd() {
      return new Object();
    }

    @Override
    public String slow(String touch, String until) throws IOException {
      Files.createFile(Path.of(touch));
      while (!Files.exists(Path.of(until))) {
        Thread.onSpinWait();
      }
      return "finished";
    }

    @Override
    public void close() throws IOException {
      if (!closing.isEmpty()) {
        Files.writeString(Path.of(closing), "closed");
      }
    }
  }

  /** Its constructor is still to be written. */
  public static final class Unfinished implements Shop {
    Unfinished(Environment environment) {
      throw new NotImplemented(1, "connect to " + environment.get("GATE"));
    }

    @Override
    public long add(long a, long b) {
      return 0;
    }

    @Override
    public String buy(String item) {
      return "";
    }

    @Override
    public Object odd() {
      return "";
    }

    @Override
    public String slow(String touch, String until) {
      return "";
    }
  }

  /** Its constructor fails. */
  public static final class Broken implements Shop {
    Broken(Environment environment) {
      throw new IllegalStateException("no such server: " + environment.get("GATE"));
    }

    @Override
    public long add(long a, long b) {
      return 0;
    }

    @Override
    public String buy(String item) {
      return "";
    }

    @Override
    public Object odd() {
      return "";
    }

    @Override
    public String slow(String touch, String until) {
      return "";
    }
  }

  public interface Overloaded {
    void add(int a);

    void add(long a);
  }
}
