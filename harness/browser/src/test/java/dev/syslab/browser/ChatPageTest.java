package dev.syslab.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.syslab.engine.trial.SubjectSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the WebSocket chat lab, with the reference's two nodes behind it. */
class ChatPageTest extends PageTest {

  ChatPageTest() {
    super("websocket-chat", SubjectSpec.REFERENCE);
  }

  @Test
  void two_people_see_each_other_come_type_speak_and_go() throws Exception {
    Window ann = window("ann", "talk");
    Window bob = window("bob", "talk");
    assertThat(ann.members()).hasText(new String[] {"ann", "bob"});
    assertThat(bob.members()).hasText(new String[] {"ann", "bob"});

    bob.type("Hello");
    assertThat(ann.page().getByText("bob is typing …")).isVisible();
    assertThat(bob.page().getByText("is typing")).hasCount(0);
    bob.button("Send").click();
    assertThat(ann.page().getByText("bob is typing …")).hasCount(0);
    assertThat(ann.lines()).hasText(new String[] {"bob: Hello"});
    ann.say("Hello, Bob");

    for (Window window : windows()) {
      assertThat(window.lines()).hasText(new String[] {"bob: Hello", "ann: Hello, Bob"});
    }
    bob.button("Leave").click();
    assertThat(ann.members()).hasText(new String[] {"ann"});
  }

  @Test
  void after_a_cut_each_message_is_shown_once_and_in_order() throws Exception {
    Window ann = window("ann", "cut");
    Window bob = window("bob", "cut");
    bob.say("one");
    assertThat(ann.lines()).hasText(new String[] {"bob: one"});

    assertThat(ann.cut()).as("connections that were cut").isPositive();
    ann.assertLost();
    assertThat(bob.members()).hasText(new String[] {"bob"});
    bob.say("two");
    bob.say("three");
    ann.say("four");
    assertThat(bob.lines()).hasCount(3);
    assertThat(ann.lines()).hasText(new String[] {"bob: one", "ann: four"});
    assertThat(ann.lines().last()).hasClass("waiting");
    ann.mend();
    ann.assertConnected();

    for (Window window : windows()) {
      assertThat(window.lines())
          .hasText(new String[] {"bob: one", "bob: two", "bob: three", "ann: four"});
      assertThat(window.members()).hasText(new String[] {"ann", "bob"});
    }
    assertThat(ann.page().locator(".waiting")).hasCount(0);
  }

  @Test
  void a_network_that_is_gone_without_a_word_is_given_up() throws Exception {
    Window ann = window("ann", "silence");
    Window bob = window("bob", "silence");

    ann.silence();
    bob.say("one");
    ann.say("two");
    ann.assertLost();
    ann.mend();

    for (Window window : windows()) {
      assertThat(window.lines()).hasText(new String[] {"bob: one", "ann: two"});
    }
  }

  @Test
  void if_its_node_is_gone_the_page_goes_on_at_the_other() throws Exception {
    Window ann = window("ann", "nodes");
    Window bob = window("bob", "nodes");
    bob.say("before");
    assertThat(ann.lines()).hasCount(1);
    String first = ann.status().innerText();

    assertThat(ann.cutFromItsNode()).as("connections that were cut").isPositive();
    bob.say("meanwhile");

    assertThat(ann.lines()).hasText(new String[] {"bob: before", "bob: meanwhile"});
    ann.assertConnected();
    assertThat(ann.status()).not().hasText(first);
  }

  @Test
  void what_others_say_is_text_and_never_markup() throws Exception {
    Window ann = window("ann", "<i>tea</i>");
    Window bob = window("<b>bob</b>", "<i>tea</i>");
    String script = "<script>document.title = 'taken'</script>";
    String image = "<img src=none.png onerror=\"document.title = 'taken'\">";
    bob.say(script);
    bob.say(image);

    for (Window window : windows()) {
      assertThat(window.lines())
          .hasText(new String[] {"<b>bob</b>: " + script, "<b>bob</b>: " + image});
      assertThat(window.members()).hasText(new String[] {"<b>bob</b>", "ann"});
      assertThat(window.page()).hasTitle("<i>tea</i> – Chat");
    }
    Window late = window("cem", "<i>tea</i>");
    assertThat(late.lines()).hasCount(2);
    assertThat(late.page().locator("main :is(script, img, b, i)")).hasCount(0);
    assertThat(late.page()).hasTitle("<i>tea</i> – Chat");
  }

  @Test
  void on_a_phone_nothing_is_wider_than_the_screen_and_buttons_fit_a_thumb() throws Exception {
    Window ann = window(390, 844);
    assertFits(ann);
    ann.enter("a".repeat(16), "phone");
    Window bob = window("W".repeat(16), "phone");
    ann.say("w".repeat(500));
    bob.say("a few words, then " + "w".repeat(300));
    for (int i = 0; i < 20; i++) {
      bob.say("line " + i);
    }

    assertThat(ann.lines()).hasCount(22);
    assertFits(ann);
    assertThat(ann.lines().last()).isInViewport();
    assertThat(ann.button("Send")).isInViewport();
    assertThat(ann.cut()).isPositive();
    ann.assertLost();
    assertFits(ann);
  }

  private static void assertFits(Window window) {
    int width = (int) window.page().evaluate("document.documentElement.scrollWidth");
    assertThat(width).as("width of the page").isLessThanOrEqualTo(390);
    for (Locator button : window.page().getByRole(AriaRole.BUTTON).all()) {
      assertThat(button.boundingBox().height)
          .as("height of “%s”", button.innerText())
          .isGreaterThanOrEqualTo(44);
    }
  }

  @Test
  void a_keyboard_is_enough() throws Exception {
    Window ann = window();
    ann.page().keyboard().press("Tab");
    assertThat(ann.field("Your name")).isFocused();
    ann.page().keyboard().type("ann");
    ann.page().keyboard().press("Tab");
    assertThat(ann.field("Room")).isFocused();
    ann.page().keyboard().type("keys"); // over what was selected there
    ann.page().keyboard().press("Enter");
    ann.assertConnected();
    assertThat(ann.field("Message")).isFocused();
    ann.page().keyboard().type("Hello");
    ann.page().keyboard().press("Enter");
    assertThat(ann.lines()).hasText(new String[] {"ann: Hello"});
    assertThat(ann.field("Message")).isFocused();

    List<String> stops = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ann.page().keyboard().press("Tab");
      stops.add((String) ann.page().evaluate("document.activeElement.textContent"));
    }

    assertThat(stops).containsExactly("Send", "Cut the connection", "Leave");
    ann.page().keyboard().press("Shift+Tab");
    ann.page().keyboard().press("Enter");
    ann.assertLost();
    ann.assertConnected();
  }

  @Test
  void every_part_has_a_role_and_a_name() throws Exception {
    Window ann = window();
    assertThat(ann.page().locator("body"))
        .matchesAriaSnapshot(
            """
            - /children: equal
            - banner:
              - heading "Chat" [level=1]
              - status: not connected
            - text: Your name
            - textbox "Your name"
            - text: Room
            - textbox "Room": tea
            - button "Enter"
            """);

    ann.enter("ann", "names");
    ann.say("Hello");

    assertThat(ann.page().locator("body"))
        .matchesAriaSnapshot(
            """
            - /children: equal
            - banner:
              - heading "Chat" [level=1]
              - status: /connected to .*/
            - main:
              - region "Who is here":
                - heading "Who is here" [level=2]
                - list "Who is here":
                  - listitem: ann
              - region "Conversation":
                - log "Messages":
                  - paragraph: "ann: Hello"
                - textbox "Message"
                - button "Send"
              - paragraph:
                - button "Cut the connection"
                - button "Leave"
            """);
  }
}
