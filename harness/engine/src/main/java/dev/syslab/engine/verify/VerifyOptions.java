package dev.syslab.engine.verify;

import dev.syslab.services.Mode;
import java.util.Optional;

/**
 * How much is verified.
 *
 * @param mode how to start servers; empty for {@code auto}
 * @param repeat how often the reference is tried; 1 for once
 * @param quick skeleton and reference only
 * @param matrix every mistake on the tests of all stages up to its own
 */
public record VerifyOptions(Optional<Mode> mode, int repeat, boolean quick, boolean matrix) {}
