package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 1,
    summary = "a map in the process: each server loads on its own, and nobody can invalidate it",
    killedBy = "what_one_server_has_loaded_the_other_finds",
    hint = "shared-cache")
public final class CachesInItsOwnMemory extends LeasedCatalogue {
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  public CachesInItsOwnMemory(Environment env) {
    super(env);
  }

  @Override
  protected String text(String id) {
    return texts.get(id);
  }

  @Override
  protected boolean put(String id, String text, Duration stay, String token) {
    texts.put(id, text);
    return true;
  }
}
