package dev.syslab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.syslab.engine.trial.SubjectSpec;
import org.junit.jupiter.api.Test;

/**
 * The page of the WebSocket chat lab with the reference in JavaScript behind it: one server,
 * without positions to resume from.
 */
class ChatPageInJavaScriptTest extends PageTest {

  ChatPageInJavaScriptTest() {
    super("websocket-chat", SubjectSpec.inLanguage("javascript"));
  }

  @Test
  void the_history_fills_what_was_missed() throws Exception {
    Window ann = window("ann", "tea");
    Window bob = window("bob", "tea");
    bob.say("one");
    assertThat(ann.lines()).hasText(new String[] {"bob: one"});

    assertThat(ann.cut()).as("connections that were cut").isPositive();
    ann.assertLost();
    bob.say("two");
    assertThat(bob.lines()).hasCount(2);
    ann.say("three");
    ann.mend();

    for (Window window : windows()) {
      assertThat(window.lines()).hasText(new String[] {"bob: one", "bob: two", "ann: three"});
      assertThat(window.members()).hasText(new String[] {"ann", "bob"});
    }
  }
}
