package dev.syslab.engine.verify;

import dev.syslab.services.base.Mode;
import java.util.Optional;

/**
 * How much is verified.
 *
 * @param mode how to start servers; empty for {@code auto}
 * @param repeat how often the reference is tried; 1 for once
 * @param quick skeleton and reference only
 * @param matrix every mistake on the tests of all stages up to its own
 * @param core the core stages only, and the mistakes that those catch
 */
public record VerifyOptions(
    Optional<Mode> mode, int repeat, boolean quick, boolean matrix, boolean core) {

  /** The same with servers in this mode. */
  VerifyOptions in(Mode mode) {
    return new VerifyOptions(Optional.of(mode), repeat, quick, matrix, core);
  }
}
