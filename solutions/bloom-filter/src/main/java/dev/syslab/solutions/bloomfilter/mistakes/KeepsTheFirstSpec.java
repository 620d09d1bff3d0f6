package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "keeps bits and hashes as first seen, and never checks whether they are still valid",
    killedBy = "a_filter_that_was_created_anew_is_followed",
    hint = "follow-the-spec")
public final class KeepsTheFirstSpec extends Filters {
  public KeepsTheFirstSpec(Environment env) {
    super(env);
  }

  @Override
  protected RedisServer redis(Environment env) {
    return new RedisServer(env.redis()) {
      @Override
      public Object run(String script, String key, List<String> arguments) {
        String check = "if header ~= ARGV[1] then return header end";
        return super.run(script.replace(check, ""), key, arguments);
      }
    };
  }
}
