package dev.syslab.browser;

import dev.syslab.engine.trial.SubjectSpec;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Tests of a lab's page, with one subject behind it for all of them. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class PageTest {
  private final String name;
  private final SubjectSpec subject;
  private final List<Window> windows = new ArrayList<>();
  private Chrome chrome;
  private PlayedLab lab;
  private URI address;

  PageTest(String name, SubjectSpec subject) {
    this.name = name;
    this.subject = subject;
  }

  @BeforeAll
  void open() throws Exception {
    chrome = new Chrome();
    lab = new PlayedLab(name, subject);
    address = lab.address();
  }

  @AfterAll
  void close() throws Exception {
    if (lab != null) {
      lab.close();
    }
    if (chrome != null) {
      chrome.close();
    }
  }

  @AfterEach
  void leave() {
    try {
      windows.forEach(Window::assertClean);
    } finally {
      windows.forEach(Window::close);
      windows.clear();
    }
  }

  final List<Window> windows() {
    return windows;
  }

  final Window window(int width, int height) throws IOException {
    Window window = new Window(chrome.browser(), address, width, height);
    windows.add(window);
    return window;
  }

  final Window window() throws IOException {
    return window(1280, 800);
  }

  final Window window(String user, String room) throws IOException {
    Window window = window();
    window.enter(user, room);
    return window;
  }
}
