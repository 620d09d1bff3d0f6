package dev.syslab.solutions.ratelimiter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A Lua script, which runs atomically in the server's single thread. It is called by its digest, so
 * the text is sent only to a server that has not seen it or has lost it.
 */
public record Script(String text, String digest) {

  public static Script of(String text) {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, HexFormat.of().formatHex(sha1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
    try {
      return redis.evalsha(digest, keys, arguments);
    } catch (JedisNoScriptException unknown) {
      return redis.eval(text, keys, arguments);
    }
  }

  /**
   * Runs the script once for each of these; repeats all of them if the server has lost the text.
   */
  List<Object> runEach(UnifiedJedis redis, List<List<String>> keys, List<List<String>> arguments) {
    try {
      return each(
          redis,
          (pipeline, i) -> pipeline.evalsha(digest, keys.get(i), arguments.get(i)),
          keys.size());
    } catch (JedisNoScriptException unknown) {
      return each(
          redis, (pipeline, i) -> pipeline.eval(text, keys.get(i), arguments.get(i)), keys.size());
    }
  }

  private static List<Object> each(
      UnifiedJedis redis,
      BiFunction<AbstractPipeline, Integer, Response<Object>> command,
      int times) {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      List<Response<Object>> answers =
          IntStream.range(0, times).mapToObj(i -> command.apply(pipeline, i)).toList();
      pipeline.sync();
      return answers.stream().map(Response::get).toList();
    }
  }
}
