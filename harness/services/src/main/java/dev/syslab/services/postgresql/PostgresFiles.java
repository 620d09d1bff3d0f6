package dev.syslab.services.postgresql;

import dev.syslab.services.base.Failures;
import dev.syslab.services.base.Secrets;
import dev.syslab.services.embedded.Binaries;
import dev.syslab.services.embedded.TarXz;
import dev.syslab.services.process.Command;
import dev.syslab.services.process.Processes;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL's programs and its first data folder, each made once for a home. */
final class PostgresFiles {

  private static final String DATA = "data";
  private static final String SECRET = "secret";
  private static final Duration INITDB = Duration.ofMinutes(2);

  private PostgresFiles() {}

  /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  static Path programs(Binaries binaries) {
    URL archive = Binaries.resource("/" + archive());
    return binaries.once(
        Binaries.jarName(archive),
        target -> {
          binaries.progress("unpacking PostgreSQL (once)");
          TarXz.unpack(archive, target);
        });
  }

  /** An initialised data folder to copy, made by {@code initdb} the first time. */
  static Path template(Binaries binaries, PostgresUser user) {
    return made(binaries, user).resolve(DATA);
  }

  /** The password in that folder, which a server keeps for no longer than its first start. */
  static String secret(Binaries binaries, PostgresUser user) {
    Path file = made(binaries, user).resolve(SECRET);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Failures.io("read PostgreSQL's first password", file, e);
    }
  }

  private static Path made(Binaries binaries, PostgresUser user) {
    Path programs = programs(binaries);
    return binaries.once(
        programs.getFileName() + "-new" + user.suffix(),
        target -> {
          String secret = Secrets.random();
          Files.createDirectories(target);
          Path password = target.resolve(SECRET);
          Files.createFile(
              password,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          Files.writeString(password, secret);
          binaries.progress("initialising PostgreSQL's data folder (once)");
          user.give(target.resolve(DATA));
          user.give(password);
          List<String> initdb =
              user.wrap(
                  List.of(
                      programs.resolve("bin/initdb").toString(),
                      "-D",
                      target.resolve(DATA).toString(),
                      "-U",
                      PostgreSql.USER,
                      "--auth=scram-sha-256",
                      "--pwfile=" + password,
                      "--encoding=UTF8",
                      "--locale=C",
                      "--no-sync",
                      "--no-instructions"));
          new Command(initdb).with(Map.of("LC_ALL", "C")).require(INITDB);
        });
  }

  private static String archive() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    // The macOS build is universal and carries this name only.
    return Processes.LINUX ? "postgres-linux-" + arch + ".txz" : "postgres-darwin-arm_64.txz";
  }
}
