package dev.syslab.engine.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.syslab.engine.LabException;
import dev.syslab.engine.LabException.Kind;
import dev.syslab.engine.trial.Verdict;
import dev.syslab.engine.trial.Verdict.StageVerdict;
import dev.syslab.engine.trial.Verdict.TestVerdict;
import dev.syslab.kit.verdict.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes reports for other programs. A report appears whole or not at all. */
public final class ReportWriter {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportWriter() {}

  /** Any value as JSON text. */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a text to a file, by way of a temporary one beside it.
   *
   * @throws LabException if it cannot be written
   */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      // Not createTempFile: what that makes, nobody else may read.
      Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
      try {
        // Half a surrogate pair, from wherever, must not cost the whole report.
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new LabException(Kind.TROUBLE, "could not write the report to " + file + ": " + e, e);
    }
  }

  /** A verdict in the XML format that JUnit's tools made common: a suite for each stage. */
  public static String junit(Verdict verdict) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (StageVerdict stage : verdict.stages()) {
        suite(xml, verdict, stage);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, Verdict verdict, StageVerdict stage)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", verdict.lab() + " stage " + stage.number() + ": " + stage.title());
    xml.writeAttribute("tests", Integer.toString(stage.tests().size()));
    xml.writeAttribute("failures", Long.toString(count(stage, true)));
    xml.writeAttribute("errors", Long.toString(count(stage, false)));
    for (TestVerdict test : stage.tests()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", verdict.lab() + ".stage" + stage.number());
      xml.writeAttribute("name", test.id());
      xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", test.millis() / 1000.0));
      if (test.outcome() != Outcome.PASS) {
        // What says nothing about the subject is an error, in this format's words.
        xml.writeStartElement(test.outcome() == Outcome.INCONCLUSIVE ? "error" : "failure");
        xml.writeAttribute("type", test.outcome().name());
        xml.writeAttribute("message", printable(test.message()));
        xml.writeCharacters(
            printable(String.join("\n", test.timeline().lines()) + "\nagain: " + test.replay()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static long count(StageVerdict stage, boolean failures) {
    return stage.tests().stream()
        .filter(test -> test.outcome() != Outcome.PASS)
        .filter(test -> failures == (test.outcome() != Outcome.INCONCLUSIVE))
        .count();
  }

  /** XML 1.0 has no way to write most control characters; a subject may print any. */
  private static String printable(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
