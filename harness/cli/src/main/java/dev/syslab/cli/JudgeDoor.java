package dev.syslab.cli;

import dev.syslab.services.registry.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where a warm judge is found: a file that only its user can read.
 *
 * @param port on the loopback interface
 * @param token what a request must bring: other users of the machine can reach the port
 */
record JudgeDoor(int port, String token) {
  private static final String FILE = "door";

  /** Empty if the judge does not run, or not yet. */
  static Optional<JudgeDoor> read(Background judge) {
    if (!judge.runs()) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(judge.folder().resolve(FILE));
      return Optional.of(new JudgeDoor(Integer.parseInt(lines.get(0)), lines.get(1)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Renamed when whole; readable by its user alone, as temporary files are. */
  void write(Background judge) throws IOException {
    Path draft = Files.createTempFile(judge.folder(), FILE, null);
    Files.writeString(draft, port + "\n" + token + "\n");
    Files.move(draft, judge.folder().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
