package dev.syslab.labs.pubsub;

import dev.syslab.kit.Hostile;
import dev.syslab.kit.Length;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Uploads and topics within the contract's bounds, of the kind that breaks careless code. */
final class Samples {
  /** As the contract says. */
  private static final Length NAME = Length.chars(1, 64);

  private static final Length CONTENT = Length.chars(0, 300);
  private static final long MOST_BYTES = 10_000_000_000_000_000L;
  private static final List<String> OF_RABBITMQ =
      List.of("#", "*", "a.b", "*.b", "a.#", "amq.topic", "c", "c\r\n", "INDEXER:a", "a:INDEXER");
  private static final String LONG_CONTENT = "ä\u0001€\u2028".repeat(25_000);

  private final Hostile hostile;
  private final Random random;
  private final Set<String> used = new HashSet<>();
  private int count;

  Samples(Hostile hostile, Random random) {
    this.hostile = hostile;
    this.random = random;
  }

  /** That many uploads of a few owners. */
  List<Upload> uploads(int number) {
    return of(names(number), names(8), number);
  }

  /** That many uploads, each of an owner who has no other. */
  List<Upload> alone(int number) {
    return of(names(number), names(number), number);
  }

  /** That many uploads of one owner. */
  List<Upload> ofOwner(String owner, int number) {
    return of(names(number), List.of(owner), number);
  }

  /** One upload of an owner who has no other. */
  Upload upload() {
    return alone(1).get(0);
  }

  /** The same, with an id that stands on the wire as it is, in whatever encoding. */
  Upload traceable() {
    Upload upload = upload();
    String id = "traceable%08x%d".formatted(random.nextInt(), count++);
    return new Upload(id, upload.owner(), upload.content(), upload.bytes());
  }

  /** The largest upload that there is. */
  Upload largest() {
    Upload upload = upload();
    return new Upload(upload.id(), upload.owner(), LONG_CONTENT, MOST_BYTES);
  }

  String topic() {
    return names(1).get(0);
  }

  /** Some of them mean something to RabbitMQ, or mean the same to careless code. */
  List<String> topicsThatLookAlike() {
    List<String> topics = new ArrayList<>(names(Hostile.ENOUGH));
    topics.removeAll(OF_RABBITMQ);
    topics.addAll(OF_RABBITMQ);
    return topics;
  }

  Role role() {
    return Role.values()[random.nextInt(2)];
  }

  private List<Upload> of(List<String> ids, List<String> owners, int number) {
    List<String> contents = hostile.texts(Math.min(number, Hostile.ENOUGH), CONTENT);
    List<Long> bytes = hostile.amounts(Math.min(number, Hostile.ENOUGH), 0, MOST_BYTES);
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new Upload(
                    ids.get(i),
                    owners.get(i % owners.size()),
                    contents.get(i % contents.size()),
                    bytes.get(i % bytes.size())))
        .toList();
  }

  /** Names that this test has not used before. */
  List<String> names(int number) {
    List<String> fresh = new ArrayList<>(hostile.ids(number + used.size(), NAME));
    fresh.removeAll(used);
    List<String> names = fresh.subList(0, number);
    used.addAll(names);
    return names;
  }

  /** Each of them breaks one bound. */
  List<Upload> outOfBounds() {
    String tooLong = "x".repeat(65);
    return List.of(
        new Upload("", "o", "", 0),
        new Upload(tooLong, "o", "", 0),
        // 33 code points, 66 characters.
        new Upload("😀".repeat(33), "o", "", 0),
        new Upload("i", "😀".repeat(33), "", 0),
        new Upload("i", "o", "😀".repeat(50_001), 0),
        new Upload("i\0", "o", "", 0),
        new Upload("i", "", "", 0),
        new Upload("i", tooLong, "", 0),
        new Upload("i", "o\0", "", 0),
        new Upload("i", "o", "x".repeat(100_001), 0),
        new Upload("i", "o", "x".repeat(10_000_000), 0),
        new Upload("i", "o", "\0", 0),
        new Upload("i", "o", "", -1),
        new Upload("i", "o", "", MOST_BYTES + 1));
  }
}
