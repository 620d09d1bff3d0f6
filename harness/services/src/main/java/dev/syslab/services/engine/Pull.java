package dev.syslab.services.engine;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.syslab.services.base.Failures;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An image on its way here. docker-java can bound the whole of it only, which is too long without a
 * network and too short for a slow one.
 */
public final class Pull extends PullImageResultCallback {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** Without a sign of progress: a registry that cannot be reached must not hold up a command. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private volatile long lastSign = System.nanoTime();
  private volatile boolean ended;

  private volatile String error = "";

  Pull() {}

  /**
   * @throws ServiceException with what the engine said
   */
  static void of(String image) {
    Pull pull = Docker.call("pull " + image, client -> client.pullImageCmd(image).exec(new Pull()));
    Wait.until(LONGEST, () -> pull.ended || pull.silent());
    if (!pull.ended) {
      pull.onError(new ServiceException("no progress within " + SILENCE.toSeconds() + " s"));
    }
    pull.finish();
  }

  /**
   * Waits for the end.
   *
   * @throws ServiceException with what the engine said
   */
  void finish() {
    try {
      awaitCompletion();
    } catch (InterruptedException e) {
      throw Failures.interrupted("pulling an image");
    } catch (RuntimeException e) {
      throw new ServiceException(error.isEmpty() ? reason(e) : error, e);
    }
    if (!error.isEmpty()) {
      throw new ServiceException(error);
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null || e instanceof NullPointerException
        ? "the engine gave no reason"
        : Docker.said(e);
  }

  @Override
  public void onNext(PullResponseItem item) {
    lastSign = System.nanoTime();
    // Podman says what is wrong in the older of two fields only, and no status with it.
    Optional.ofNullable(item.getErrorDetail())
        .map(PullResponseItem.ErrorDetail::getMessage)
        .or(() -> Optional.ofNullable(item.getError()))
        .ifPresent(said -> error = said);
    if (item.getStatus() != null) {
      super.onNext(item);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    ended = true;
  }

  private boolean silent() {
    return System.nanoTime() - lastSign > SILENCE.toNanos();
  }
}
