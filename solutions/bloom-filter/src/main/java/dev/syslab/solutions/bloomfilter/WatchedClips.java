package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.UnavailableException;
import dev.syslab.labs.bloomfilter.WatchedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The table, and in front of it a filter that saves look-ups. The filter may be trusted only if
 * every row of the table is in it. Therefore:
 *
 * <ul>
 *   <li>A row is written, then its pair is added to the filter, then the row is committed. A writer
 *       that dies or fails in between leaves at most an extra pair in the filter.
 *   <li>The filter says whether it is complete. If it is not, or if Redis does not answer or has
 *       lost it, every look-up goes to the table.
 *   <li>A rebuild first replaces the filter with an empty, incomplete one. Any row that is written
 *       from then on is added to this one. A row that was written before may have been added to the
 *       old one, so the rebuild waits until its writer has committed, and then reads the table.
 * </ul>
 */
public class WatchedClips {
  private static final int BATCH = 1_000;

  protected final WatchedTable table;
  protected final PairFilter filter;

  public WatchedClips(WatchedTable table, PairFilter filter) {
    this.table = table;
    this.filter = filter;
  }

  public void watch(String viewer, List<String> clips) {
    table.insert(viewer, clips, () -> tell(keys(viewer, clips)));
  }

  protected void tell(List<String> keys) {
    try {
      filter.add(keys);
    } catch (IllegalStateException none) {
      // A missing filter is never trusted; a rebuild will find the rows in the table.
    }
  }

  public List<Boolean> watched(String viewer, List<String> clips) {
    List<Boolean> maybe = maybe(keys(viewer, clips));
    List<String> asked =
        IntStream.range(0, clips.size()).filter(maybe::get).mapToObj(clips::get).toList();
    Set<String> there = asked.isEmpty() ? Set.of() : table.among(viewer, asked);
    return clips.stream().map(there::contains).toList();
  }

  /** For each key, false if the table certainly does not have it. */
  protected List<Boolean> maybe(List<String> keys) {
    List<Boolean> all = Collections.nCopies(keys.size(), true);
    try {
      return filter.containsIfComplete(keys).orElse(all);
    } catch (IllegalStateException | UnavailableException none) {
      return all;
    }
  }

  public void rebuild(long rows) {
    Header header = filter.replace(rows);
    table.awaitWriters();
    fill(header);
    filter.complete(header);
  }

  protected final void fill(Header header) {
    List<String> keys = new ArrayList<>();
    table.forEach(
        (viewer, clip) -> {
          keys.add(key(viewer, clip));
          if (keys.size() == BATCH) {
            filter.addTo(header, keys);
            keys.clear();
          }
        });
    filter.addTo(header, keys);
  }

  protected static List<String> keys(String viewer, List<String> clips) {
    return clips.stream().map(clip -> key(viewer, clip)).toList();
  }

  /** The length keeps pairs apart, since any separator may be part of a name. */
  private static String key(String viewer, String clip) {
    return viewer.length() + ":" + viewer + clip;
  }
}
