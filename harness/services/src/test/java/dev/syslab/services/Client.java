package dev.syslab.services;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.syslab.services.base.Technology;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import redis.clients.jedis.Jedis;

/**
 * Writes and reads texts through each technology's ordinary driver, as a program under test would.
 */
interface Client {

  /** Returns when the server has acknowledged the text as durable. */
  void put(String text) throws Exception;

  /** All texts, oldest first. */
  List<String> all() throws Exception;

  static Client of(Technology technology, Map<String, String> environment) {
    return switch (technology) {
      case POSTGRESQL -> new Postgres(environment.get("DATABASE_URL"));
      case REDIS -> new RedisList(environment.get("REDIS_URL"));
      case RABBITMQ -> new Rabbit(environment.get("AMQP_URL"));
      case KAFKA ->
          new KafkaTopic(
              environment.get("KAFKA_BOOTSTRAP"), environment.get("KAFKA_PREFIX") + "texts");
    };
  }

  record Postgres(String url) implements Client {
    private java.sql.Connection connect() throws Exception {
      URI uri = URI.create(url);
      String[] login = uri.getUserInfo().split(":");
      String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
      return DriverManager.getConnection(jdbc, login[0], login[1]);
    }

    @Override
    public void put(String text) throws Exception {
      try (var connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS texts (id serial, text text)");
        statement.execute("INSERT INTO texts (text) VALUES ('" + text + "')");
      }
    }

    @Override
    public List<String> all() throws Exception {
      List<String> texts = new ArrayList<>();
      try (var connection = connect();
          Statement statement = connection.createStatement()) {
        if (!connection.getMetaData().getTables(null, null, "texts", null).next()) {
          return texts;
        }
        ResultSet rows = statement.executeQuery("SELECT text FROM texts ORDER BY id");
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    }
  }

  record RedisList(String url) implements Client {
    @Override
    public void put(String text) {
      try (Jedis redis = new Jedis(URI.create(url))) {
        redis.rpush("texts", text);
      }
    }

    @Override
    public List<String> all() {
      try (Jedis redis = new Jedis(URI.create(url))) {
        return redis.lrange("texts", 0, -1);
      }
    }
  }

  record Rabbit(String url) implements Client {
    private Connection connect() throws Exception {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(url);
      return factory.newConnection();
    }

    @Override
    public void put(String text) throws Exception {
      try (Connection connection = connect();
          Channel channel = connection.createChannel()) {
        channel.queueDeclare("texts", true, false, false, null);
        channel.confirmSelect();
        AMQP.BasicProperties persistent = MessageProperties.PERSISTENT_TEXT_PLAIN;
        channel.basicPublish("", "texts", persistent, text.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
      }
    }

    @Override
    public List<String> all() throws Exception {
      List<String> texts = new ArrayList<>();
      try (Connection connection = connect();
          Channel channel = connection.createChannel()) {
        channel.queueDeclare("texts", true, false, false, null);
        for (GetResponse got = channel.basicGet("texts", false);
            got != null;
            got = channel.basicGet("texts", false)) {
          texts.add(new String(got.getBody(), StandardCharsets.UTF_8));
        }
      }
      return texts;
    }
  }

  record KafkaTopic(String bootstrap, String topic) implements Client {
    @Override
    public void put(String text) throws Exception {
      Map<String, Object> configuration =
          Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.block.ms", 15_000);
      try (var producer =
          new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>(topic, text)).get();
      }
    }

    @Override
    public List<String> all() {
      List<String> texts = new ArrayList<>();
      Map<String, Object> configuration =
          Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
      try (var consumer =
          new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
        if (!consumer.listTopics().containsKey(topic)) {
          return texts;
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(record.value()));
        }
      }
      return texts;
    }
  }
}
