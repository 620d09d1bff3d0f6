package dev.syslab.engine.watch;

import java.util.Optional;

/** What a key asks a watch to do. */
public enum Key {
  HINT('h', "hint"),
  LIST('l', "list"),
  NEXT('n', "next"),
  PREVIOUS('p', "previous"),
  ALL('a', "all stages"),
  AGAIN('r', "run again"),
  QUIT('q', "quit");

  private static final int END = -1;
  private static final int CONTROL_D = 4;

  private final char letter;
  private final String meaning;

  Key(char letter, String meaning) {
    this.letter = letter;
    this.meaning = meaning;
  }

  public char letter() {
    return letter;
  }

  public String meaning() {
    return meaning;
  }

  /**
   * The key of a character as it was typed; Enter runs again, the end of the input quits.
   *
   * @param typed -1 for the end
   */
  public static Optional<Key> of(int typed) {
    if (typed == END || typed == CONTROL_D) {
      return Optional.of(QUIT);
    }
    if (typed == '\n' || typed == '\r') {
      return Optional.of(AGAIN);
    }
    for (Key key : values()) {
      if (key.letter == Character.toLowerCase(typed)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
