package dev.syslab.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Rights;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.ServiceException;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Trees;
import dev.syslab.services.registry.Entry;
import dev.syslab.services.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a server's secret is kept from. */
class SecretsTest extends Access {

  @ParameterizedTest
  @ValueSource(strings = {"POSTGRESQL", "REDIS", "RABBITMQ"})
  void the_secret_is_for_its_owner_only(Technology technology) throws Exception {
    try (Server server = warm(technology);
        Namespace place = server.namespace("access")) {
      String secret = password(administration(place, server));

      List<Path> readable =
          files(folder(server))
              .filter(file -> mentions(file, secret))
              .filter(SecretsTest::othersCanRead)
              .toList();

      assertThat(secret).hasSize(32).isNotEqualTo(password(variable(place, server)));
      assertThat(readable).isEmpty();
      assertThat(commands()).noneMatch(command -> command.contains(secret));
    }
  }

  /** Servers remove files while one looks. */
  private static Stream<Path> files(Path folder) {
    return Trees.list(folder).stream()
        .flatMap(path -> Files.isDirectory(path) ? files(path) : Stream.of(path));
  }

  private static boolean mentions(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean othersCanRead(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
          .substring(3)
          .contains("r");
    } catch (IOException e) {
      return false;
    }
  }

  /** Everybody on this machine can read them. */
  private static List<String> commands() {
    return ProcessHandle.allProcesses()
        .flatMap(
            process ->
                Stream.concat(
                    process.info().commandLine().stream(),
                    process.info().arguments().stream().flatMap(Arrays::stream)))
        .toList();
  }

  @Test
  void on_a_shared_server_nobody_gets_all_rights() {
    try (Server server = warm(Technology.REDIS)) {
      assertThatThrownBy(() -> server.namespace("access", Rights.WHOLE_SERVER))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("is shared");
    }
  }

  @Test
  void a_shared_server_from_before_there_were_secrets_is_made_anew() {
    Entry entry;
    try (Server server = warm(Technology.REDIS)) {
      entry = new Registry(home).entry(server.id()).orElseThrow();
    }
    entry.secret("");
    entry.save();

    try (Server server = warm(Technology.REDIS)) {
      Entry now = new Registry(home).entry(server.id()).orElseThrow();
      assertThat(now.secret()).isNotEmpty();
      assertThat(now.birth()).isNotEqualTo(entry.birth());
    }
  }

  @Test
  void the_password_of_one_place_tells_nothing_of_another() {
    assertThat(Secrets.of("a", "b")).isEqualTo(Secrets.of("a", "b")).hasSize(32);
    assertThat(List.of(Secrets.of("a", "c"), Secrets.of("c", "b"), Secrets.random()))
        .doesNotContain(Secrets.of("a", "b"))
        .doesNotHaveDuplicates();
  }
}
