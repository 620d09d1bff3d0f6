package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Kind;
import dev.syslab.labs.bloomfilter.Spec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A plain filter as bytes: magic number, version, keys, rate, bits, hashes, words, checksum; all
 * big-endian. Bits and hashes are saved although they can be computed from keys and rate: a later
 * version may compute them differently, and must still be able to read what this one has saved.
 */
public class SavedForm {
  private static final int MAGIC = 0x53424C46;
  private static final short VERSION = 1;
  protected static final int HEADER =
      Integer.BYTES + Short.BYTES + Long.BYTES + Double.BYTES + Long.BYTES + Integer.BYTES;
  private static final int CHECKSUM = Integer.BYTES;

  /** Writes a filter. Keys that are added meanwhile may or may not be included. */
  public byte[] write(PlainFilter filter) {
    int count = filter.words.length();
    ByteBuffer out = ByteBuffer.allocate(HEADER + count * Long.BYTES + CHECKSUM);
    out.putInt(MAGIC).putShort(VERSION);
    out.putLong(filter.spec().keys()).putDouble(filter.spec().rate());
    out.putLong(filter.shape.bits()).putInt(filter.shape.hashes());
    for (int i = 0; i < count; i++) {
      out.putLong(filter.words.get(i));
    }
    return out.putInt(checksum(out.array(), out.position())).array();
  }

  /**
   * Reads and checks the bytes. The checksum covers the header too: a wrong number of hashes is
   * worse than a wrong bit.
   *
   * @throws IllegalArgumentException if they are not what {@link #write} has returned
   */
  public Parsed read(byte[] saved) {
    require(saved.length >= HEADER + CHECKSUM, "too short");
    ByteBuffer in = ByteBuffer.wrap(saved);
    require(in.getInt() == MAGIC, "not a filter");
    short version = in.getShort();
    require(version == VERSION, "version " + version + " is not known");
    int end = saved.length - CHECKSUM;
    require(in.getInt(end) == checksum(saved, end), "the checksum does not match");
    Spec spec = new Spec(Kind.PLAIN, in.getLong(), in.getDouble());
    Shape shape = new Shape(in.getLong(), in.getInt());
    require(in.remaining() - CHECKSUM == shape.words() * (long) Long.BYTES, "of another length");
    return new Parsed(spec, shape, in);
  }

  /** A checksum of the bytes up to there, which changes if any few bits change. */
  protected int checksum(byte[] bytes, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("the saved filter is damaged or foreign: " + what);
    }
  }

  /** A form that was read and checked; {@code words} is positioned at the first word. */
  public record Parsed(Spec spec, Shape shape, ByteBuffer words) {

    /** Fills an empty filter of that shape. */
    public void copyInto(PlainFilter filter) {
      for (int i = 0; i < filter.words.length(); i++) {
        filter.words.set(i, words.getLong());
      }
    }
  }
}
