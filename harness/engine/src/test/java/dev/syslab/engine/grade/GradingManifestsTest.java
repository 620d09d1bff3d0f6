package dev.syslab.engine.grade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.syslab.engine.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands in {@code docs/grading}, run with a {@code lab} that notes its arguments: whether
 * the parts are a whole cohort. {@code scripts/check-manifests} validates the files themselves.
 */
@Timeout(60)
class GradingManifestsTest {
  private static final Path MANIFESTS = Path.of("../../docs/grading");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void stub() throws IOException {
    log = folder.resolve("log");
    Path lab = folder.resolve("lab");
    Files.writeString(lab, "#!/bin/sh\necho \"$*\" >> log\n");
    lab.toFile().setExecutable(true);
  }

  private static JsonNode manifest(String name) throws IOException {
    return YAML.readTree(MANIFESTS.resolve(name).toFile());
  }

  private static JsonNode container(String name) throws IOException {
    return manifest(name).at("/spec/template/spec/containers/0");
  }

  private static JsonNode step(String job, String name) throws IOException {
    for (JsonNode step : manifest("workflow.yml").at("/jobs/" + job + "/steps")) {
      if (step.path("name").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("workflow.yml has no step “" + name + "” in the job " + job);
  }

  private static Map<String, String> variables(JsonNode container) {
    Map<String, String> found = new HashMap<>();
    container.path("env").forEach(one -> found.put(one.get("name").asText(), value(one)));
    return found;
  }

  private static String value(JsonNode variable) {
    return variable.get("value").asText();
  }

  private void run(String script, Map<String, String> variables) {
    Child child = new Child("bash", "-euc", script).in(folder).withErrors();
    variables.forEach(child::with);
    Child.Ended ended = child.run();
    assertThat(ended.well()).as("%s%n%s", script, ended.output()).isTrue();
  }

  private void podCommand(JsonNode container, Map<String, String> variables, String grades) {
    assertThat(container.get("command").toString()).isEqualTo("[\"bash\",\"-c\"]");
    run(container.at("/args/0").asText().replace("/grades/", grades), variables);
  }

  private String option(String line, String name) {
    List<String> words = List.of(line.split(" "));
    return words.get(words.indexOf(name) + 1);
  }

  /** The parts cover the cohort, are graded alike, and are written to different places. */
  private List<String> wholeCohort(int parts) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.stream().map(line -> option(line, "--shard")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, parts).mapToObj(part -> part + "/" + parts).toList());
    assertThat(lines.stream().map(line -> option(line, "--seed"))).containsOnly("TERM1");
    assertThat(lines).allMatch(line -> line.startsWith("grade rate-limiter "));
    List<String> places = lines.stream().map(line -> option(line, "--out")).toList();
    assertThat(new TreeSet<>(places)).hasSize(parts);
    return places;
  }

  private void merges(List<String> places) throws IOException {
    List<String> words = List.of(Files.readString(log).strip().split(" "));
    assertThat(words.get(0)).isEqualTo("grade-merge");
    assertThat(words.subList(1, words.indexOf("--out")))
        .containsExactlyInAnyOrderElementsOf(places);
    assertThat(places).doesNotContain(words.get(words.size() - 1));
    Files.delete(log);
  }

  private void write(List<String> places) throws IOException {
    Files.delete(log);
    for (String place : places) {
      Files.createDirectories(folder.resolve(place));
    }
  }

  @Test
  void each_pod_of_the_job_grades_the_part_of_its_index() throws Exception {
    String grades = folder.resolve("grades") + "/";
    JsonNode job = manifest("job.yaml");
    JsonNode pod = container("job.yaml");
    int parts = job.at("/spec/completions").asInt();
    assertThat(job.at("/spec/completionMode").asText()).isEqualTo("Indexed");

    for (int index = 0; index < parts; index++) {
      Map<String, String> variables = variables(pod);
      variables.put("JOB_COMPLETION_INDEX", Integer.toString(index));
      podCommand(pod, variables, grades);
    }

    List<String> places = wholeCohort(parts);
    write(places);
    podCommand(container("merge.yaml"), Map.of(), grades);
    merges(places);
  }

  @Test
  void the_pods_share_the_volume_that_is_merged() throws Exception {
    List<String> mounts = new ArrayList<>();
    for (String name : List.of("job.yaml", "merge.yaml")) {
      String claim = "";
      for (JsonNode volume : manifest(name).at("/spec/template/spec/volumes")) {
        if (volume.get("name").asText().equals("grades")) {
          claim = volume.at("/persistentVolumeClaim/claimName").asText();
        }
      }
      for (JsonNode mount : container(name).get("volumeMounts")) {
        if (mount.get("name").asText().equals("grades")) {
          mounts.add(claim + " at " + mount.get("mountPath").asText());
        }
      }
    }

    assertThat(mounts).containsExactly("grades at /grades", "grades at /grades");
    assertThat(container("merge.yaml").get("image")).isEqualTo(container("job.yaml").get("image"));
  }

  @Test
  void each_job_of_the_workflow_grades_the_part_of_its_place_in_the_matrix() throws Exception {
    JsonNode step = step("part", "grade");
    int parts = manifest("workflow.yml").at("/jobs/part/strategy/matrix/part").size();

    for (int index = 0; index < parts; index++) {
      Map<String, String> variables = new HashMap<>();
      for (var variable : step.get("env").properties()) {
        variables.put(variable.getKey(), evaluated(variable.getValue().asText(), index, parts));
      }
      run(step.get("run").asText(), variables);
      assertThat(evaluated(artifact().get("path").asText(), index, parts))
          .isEqualTo(option(Files.readAllLines(log).get(index), "--out"));
    }

    List<String> places = wholeCohort(parts);
    assertThat(places)
        .containsExactlyElementsOf(
            IntStream.range(0, parts)
                .mapToObj(index -> evaluated(artifactName(), index, parts))
                .toList());
    write(places);
    run(step("merge", "merge").get("run").asText(), Map.of());
    merges(places);
  }

  private static JsonNode artifact() throws IOException {
    for (JsonNode step : manifest("workflow.yml").at("/jobs/part/steps")) {
      if (step.path("uses").asText().startsWith("actions/upload-artifact@")) {
        return step.get("with");
      }
    }
    throw new AssertionError("workflow.yml uploads nothing");
  }

  private static String artifactName() {
    try {
      return artifact().get("name").asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The expressions that the workflow uses, as GitHub fills them in. */
  private static String evaluated(String text, int index, int parts) {
    String filled =
        text.replace("${{ strategy.job-index }}", Integer.toString(index))
            .replace("${{ strategy.job-total }}", Integer.toString(parts))
            .replace("${{ inputs.lab }}", "rate-limiter");
    assertThat(Stream.of(filled)).noneMatch(left -> left.contains("${{"));
    return filled;
  }
}
