package crossforce.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker, its own controller, as one process. */
final class Kafka implements Part {
  static final String NAME = "kafka";

  private final Home home;
  private final Ports ports;
  private final Daemon daemon;

  Kafka(Home home, Ports ports) {
    this.home = home;
    this.ports = ports;
    this.daemon = new Daemon(home, NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Daemon daemon() {
    return daemon;
  }

  @Override
  public List<Integer> ports() {
    return List.of(ports.kafka(), ports.kafkaController());
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.kafka();
  }

  @Override
  public void launch() {
    var settings = writeSettings();
    if (!Files.exists(data().resolve("meta.properties"))) {
      var format =
          java(
              "kafka.tools.StorageTool",
              "format",
              "-t",
              Uuid.randomUuid().toString(),
              "-c",
              settings.toString());
      Program.run(format, Map.of(), home.logs().resolve("kafka-format.log"));
    }
    daemon.start(java("kafka.Kafka", settings.toString()), Map.of(), home.state());
  }

  @Override
  public boolean isReady() {
    if (!daemon.isRunning() || !Ports.answers(ports.kafka())) return false;
    try (var admin = admin()) {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted while waiting for Kafka.", e);
    }
  }

  Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000));
  }

  private List<String> java(String main, String... arguments) {
    var command =
        List.of(
            Program.java(),
            "-Xms64m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-cp",
            classPath(),
            main);
    var whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    return whole;
  }

  /** Ours, but absolute: the broker runs in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * A killed broker's place is free for the next once its session is over: soon, for it is ours.
   */
  private Path writeSettings() {
    var file = home.run().resolve("kafka.properties");
    var settings =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        log.dirs=%3$s
        auto.create.topics.enable=false
        num.partitions=16
        num.network.threads=2
        num.io.threads=2
        default.replication.factor=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=4
        group.initial.rebalance.delay.ms=0
        broker.heartbeat.interval.ms=500
        broker.session.timeout.ms=3000
        log.retention.ms=-1
        log.cleaner.dedupe.buffer.size=8388608
        """
            .formatted(ports.kafka(), ports.kafkaController(), data());
    try {
      Files.writeString(file, settings);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Path data() {
    return home.data(NAME);
  }
}
