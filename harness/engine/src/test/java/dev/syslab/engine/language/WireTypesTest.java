package dev.syslab.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireTypesTest {
  private enum Colour {
    RED,
    GREEN
  }

  private record Tree(String name, Optional<Colour> colour, List<Tree> parts) {}

  private interface Contract {
    void nothing();

    long total(int add, double rate, boolean really);

    Optional<Tree> tree(Duration within, Instant since, byte[] seed);

    Map<String, Long> counts(Set<Colour> colours);
  }

  private final WireTypes types = new WireTypes();

  private String result(String method) {
    return Arrays.stream(Contract.class.getMethods())
        .filter(one -> one.getName().equals(method))
        .map(one -> types.of(one.getGenericReturnType()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> parameters(String method) {
    return Arrays.stream(Contract.class.getMethods())
        .filter(one -> one.getName().equals(method))
        .flatMap(one -> Arrays.stream(one.getGenericParameterTypes()))
        .map(types::of)
        .toList();
  }

  @Test
  void every_type_of_a_contract_has_its_shape() {
    assertThat(result("nothing")).isEqualTo("anything; it is ignored");
    assertThat(result("total")).isEqualTo("integer");
    assertThat(parameters("total")).containsExactly("integer", "number", "boolean");
    assertThat(result("counts")).isEqualTo("{\"…\": integer, …}");
    assertThat(parameters("counts")).containsExactly("[Colour, …]");
    assertThat(parameters("tree"))
        .containsExactly(
            "duration, such as \"PT0.25S\"",
            "instant, such as \"2026-01-31T12:00:00.250Z\"",
            "Base64 string");
  }

  @Test
  void records_and_enums_are_named_once_also_those_within() {
    assertThat(result("tree")).isEqualTo("Tree or null");
    assertThat(types.named())
        .containsOnly(
            Map.entry(
                "Tree", "{\"name\": string, \"colour\": Colour or null, \"parts\": [Tree, …]}"),
            Map.entry("Colour", "\"RED\" or \"GREEN\""));
  }
}
