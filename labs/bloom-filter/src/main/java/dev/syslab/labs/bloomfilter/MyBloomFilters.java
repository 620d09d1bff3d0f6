package dev.syslab.labs.bloomfilter;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;

/** Yours to write. A TODO's number is its stage; the README explains each. */
public final class MyBloomFilters implements BloomFilters {

  public MyBloomFilters(Environment env) {}

  @Override // TODO 1; TODO 3: two callers at once
  public void create(String filter, Spec spec) {
    throw new NotImplemented(1, "check the spec, work out bits and hashes, keep an empty filter");
  }

  @Override // TODO 1
  public long bits(String filter) {
    throw new NotImplemented(1, "how many bits the filter takes");
  }

  @Override // TODO 1; TODO 2: a good hash; TODO 3: no lost bit
  public List<Boolean> add(String filter, List<String> keys) {
    throw new NotImplemented(1, "set each key's bits, and say whether one of them was 0");
  }

  @Override // TODO 1; TODO 2: a good hash
  public List<Boolean> contains(String filter, List<String> keys) {
    throw new NotImplemented(1, "look whether all of a key's bits are 1");
  }

  @Override // TODO 4
  public byte[] save(String filter) {
    throw new NotImplemented(4, "write down the spec, the bits, and a checksum");
  }

  @Override // TODO 4
  public void load(String filter, byte[] saved) {
    throw new NotImplemented(4, "check the bytes, then make the filter or unite it with this one");
  }
}
