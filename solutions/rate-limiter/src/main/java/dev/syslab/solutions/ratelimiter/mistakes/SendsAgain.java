package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Servers;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.net.URI;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Mistake(
    stage = 7,
    summary = "what was not answered in time is sent again",
    killedBy = "what_may_have_been_counted_is_not_sent_again",
    hint = "sent-is-sent")
public final class SendsAgain extends SharedLimiter {
  public SendsAgain(Environment env) {
    super(env);
  }

  @Override
  protected Servers servers(Environment env) {
    return new Servers(env.redisServers()) {
      @Override
      protected Server connect(URI address) {
        return new Server(address) {
          @Override
          public <T> T ask(Supplier<T> command) {
            try {
              return super.ask(command);
            } catch (JedisConnectionException late) {
              return command.get();
            }
          }
        };
      }
    };
  }
}
