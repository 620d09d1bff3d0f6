package dev.syslab.labs.bloomfilter;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write. A TODO's number is its stage. env.redis() is available from stage 5 on. */
public final class MyBloomFilters implements BloomFilters {
  public MyBloomFilters(Environment env) {}

  @Override // TODO 1; 3: two callers at once; 5: SHARED; 6: SCALABLE; 7: COUNTING
  public void create(String filter, Spec spec) {
    throw new NotImplemented(1, "check the spec, work out bits and hashes, keep an empty filter");
  }

  @Override // TODO 1
  public long bits(String filter) {
    throw new NotImplemented(1, "how many bits the filter takes");
  }

  @Override // TODO 1; 2: a good hash; 3: no lost bit
  public List<Boolean> add(String filter, List<String> keys) {
    throw new NotImplemented(1, "set each key's bits, and return whether one of them was 0");
  }

  @Override // TODO 1
  public List<Boolean> contains(String filter, List<String> keys) {
    throw new NotImplemented(1, "check whether all of a key's bits are 1");
  }

  @Override // TODO 4
  public byte[] save(String filter) {
    throw new NotImplemented(4, "return the spec, the bits, and a checksum as bytes");
  }

  @Override // TODO 4
  public void load(String filter, byte[] saved) {
    throw new NotImplemented(4, "check the bytes, then create the filter, or merge it");
  }

  @Override // TODO 7
  public List<Boolean> remove(String filter, List<String> keys) {
    throw new NotImplemented(7, "decrement each key's counters, if none of them is 0");
  }

  @Override // TODO 8
  public void watch(String viewer, List<String> clips) {
    throw new NotImplemented(8, "write the rows, and add them to the filter");
  }

  @Override // TODO 8
  public List<Boolean> watched(String viewer, List<String> clips) {
    throw new NotImplemented(8, "query the filter and, where it says yes, the table");
  }

  @Override // TODO 8
  public void rebuild(long rows) {
    throw new NotImplemented(8, "rebuild the filter from the table while rows are being added");
  }
}
