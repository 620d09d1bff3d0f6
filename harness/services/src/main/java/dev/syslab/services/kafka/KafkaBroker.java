package dev.syslab.services.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The main class of the JVM that an embedded Kafka broker runs in: formats an empty data folder,
 * then becomes Kafka.
 */
public final class KafkaBroker {

  private KafkaBroker() {}

  /**
   * @param args the properties file, the log folder, the cluster's id
   */
  public static void main(String[] args) {
    // Numbers must not be formatted with the user's locale: programs read them.
    Locale.setDefault(Locale.ROOT);
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      String[] format = {"format", "--cluster-id", args[2], "--config", args[0]};
      int status = kafka.tools.StorageTool.execute(format, System.out);
      if (status != 0) {
        System.exit(status);
      }
    }
    kafka.Kafka.main(new String[] {args[0]});
  }
}
