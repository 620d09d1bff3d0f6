package dev.syslab.labs.websocketchat;

import java.util.List;
import java.util.Map;

/**
 * Who may use a chat, and from which pages.
 *
 * @param passwords of each user, 1 to 64 bytes of UTF-8 each
 * @param origins the pages that may use it, such as {@code https://chat.example}
 * @param secure whether browsers reach it over TLS, and must send its cookie only over TLS
 */
public record Access(Map<String, String> passwords, List<String> origins, boolean secure) {

  public Access {
    passwords = Map.copyOf(passwords);
    origins = List.copyOf(origins);
    passwords.forEach(
        (user, password) -> {
          check("a user", user);
          check("a password", password);
        });
  }

  private static void check(String what, String value) {
    if (!Request.fits(value, ChatServer.LONGEST_NAME)) {
      throw new IllegalArgumentException(what + " must have 1 to 64 bytes of UTF-8");
    }
  }
}
