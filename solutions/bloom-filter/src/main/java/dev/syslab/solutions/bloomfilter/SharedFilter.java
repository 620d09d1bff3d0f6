package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.labs.bloomfilter.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A filter in one string in Redis: {@link Header}, then bits. Positions are computed here, from the
 * header that this process saw last; a script first checks that the string still has that header,
 * then sets or reads all bits. So a call costs one round trip, and one more if the filter was
 * recreated.
 */
public class SharedFilter implements Filter {
  /** The most keys in one script: Redis serves no other client while it runs. */
  private static final int BATCH = 1_000;

  private static final int TRIES = 3;

  private static final String CHECK_HEADER =
      """
      local header = redis.call('GETRANGE', KEYS[1], 0, %d)
      if header ~= ARGV[1] then return header end
      local hashes, answers = tonumber(ARGV[2]), {}
      """
          .formatted(Header.BYTES - 1);

  protected static final String ADD =
      CHECK_HEADER
          + """
          for first = 3, #ARGV, hashes do
            local fresh = 0
            for i = first, first + hashes - 1 do
              if redis.call('SETBIT', KEYS[1], ARGV[i], 1) == 0 then fresh = 1 end
            end
            answers[#answers + 1] = fresh
          end
          return answers
          """;

  protected static final String CONTAINS =
      CHECK_HEADER
          + """
          for first = 3, #ARGV, hashes do
            local there = 1
            for i = first, first + hashes - 1 do
              if redis.call('GETBIT', KEYS[1], ARGV[i]) == 0 then there = 0; break end
            end
            answers[#answers + 1] = there
          end
          return answers
          """;

  protected final RedisServer redis;
  protected final String key;
  protected volatile Optional<Header> known = Optional.empty();

  public SharedFilter(RedisServer redis, String key) {
    this.redis = redis;
    this.key = key;
  }

  /** Creates the filter unless it exists: the string appears as a whole or not at all. */
  protected boolean create(Spec spec, Shape shape) {
    String header = Header.of(spec, shape, true).text();
    return redis.ask(() -> redis.client().setnx(key, header)) == 1
        // The command may have been sent twice, if the answer to the first one was lost.
        || redis.ask(() -> redis.client().getrange(key, 0, Header.BYTES - 1)).equals(header);
  }

  @Override
  public long bits() {
    return header().shape().bits();
  }

  /** The string's current header. */
  protected Header header() {
    String text = redis.ask(() -> redis.client().getrange(key, 0, Header.BYTES - 1));
    known = text.isEmpty() ? Optional.empty() : Optional.of(Header.parse(text));
    return known.orElseThrow(() -> new IllegalStateException("there is no filter " + key));
  }

  @Override
  public List<Boolean> add(List<String> keys) {
    return inBatches(ADD, keys);
  }

  @Override
  public List<Boolean> contains(List<String> keys) {
    return inBatches(CONTAINS, keys);
  }

  private List<Boolean> inBatches(String script, List<String> keys) {
    List<Boolean> answers = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      answers.addAll(run(script, keys.subList(from, Math.min(from + BATCH, keys.size()))));
    }
    return answers;
  }

  private List<Boolean> run(String script, List<String> keys) {
    for (int i = 0; i < TRIES; i++) {
      Header header = known.isPresent() ? known.get() : header();
      Optional<List<Boolean>> answers = runIf(header, script, keys);
      if (answers.isPresent()) {
        return answers.get();
      }
    }
    throw new UnavailableException("the filter " + key + " is created anew all the time");
  }

  /** Empty if the string no longer has this header; its new header is then remembered. */
  protected Optional<List<Boolean>> runIf(Header header, String script, List<String> keys) {
    Object answer = redis.run(script, key, arguments(header, keys));
    if (answer instanceof List<?> bits) {
      return Optional.of(bits.stream().map(bit -> (long) bit == 1).toList());
    }
    known = Optional.of((String) answer).filter(text -> !text.isEmpty()).map(Header::parse);
    return Optional.empty();
  }

  private List<String> arguments(Header header, List<String> keys) {
    List<String> arguments = new ArrayList<>();
    arguments.add(header.text());
    arguments.add(Integer.toString(header.shape().hashes()));
    for (String one : keys) {
      long hash = hash(one);
      for (int i = 0; i < header.shape().hashes(); i++) {
        arguments.add(position(header.shape(), hash, i));
      }
    }
    return arguments;
  }

  protected long hash(String one) {
    return KeyHash.of(one);
  }

  protected String position(Shape shape, long hash, int i) {
    return Long.toString(Header.FIRST_BIT + KeyHash.position(hash, i, shape.bits()));
  }
}
