package dev.syslab.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** uPlot, as its WebJar brings it: script, style sheet and licence. */
final class ChartLibrary {
  private static final String POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private final String version;

  ChartLibrary() {
    Properties pom = new Properties();
    try (InputStream file = Resources.open(POM)) {
      pom.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.version = pom.getProperty("version");
  }

  /** The script, with its licence in a comment before it. */
  String script() {
    return "/*! uPlot " + version + "\n" + licence() + "*/\n" + read("dist/uPlot.iife.min.js");
  }

  String styles() {
    return read("dist/uPlot.min.css");
  }

  String version() {
    return version;
  }

  String licence() {
    return read("LICENSE");
  }

  private String read(String file) {
    try (InputStream stream =
        Resources.open("META-INF/resources/webjars/uplot/" + version + "/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
