package crossforce.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** A real Kafka broker, its own controller, as one process. */
final class Kafka implements Part {
  static final String NAME = "kafka";

  /** The broker itself, and whoever runs the platform: may do everything. */
  static final String OPERATOR = "kafka";

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"%s\" password=\"%s\"";

  private final Home home;
  private final Ports ports;
  private final Secrets secrets;
  private final Daemon daemon;

  Kafka(Home home, Ports ports, Secrets secrets) {
    this.home = home;
    this.ports = ports;
    this.secrets = secrets;
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

  /** How a user reaches the broker and shows who it is: settings of every client. */
  static Map<String, String> client(Ports ports, Secrets secrets, String user) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        "127.0.0.1:" + ports.kafka(),
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        SecurityProtocol.SASL_PLAINTEXT.name,
        SaslConfigs.SASL_MECHANISM,
        "PLAIN",
        SaslConfigs.SASL_JAAS_CONFIG,
        LOGIN.formatted(user, secrets.ofKafka(user)) + ";");
  }

  /** These settings, for a client of this user's. */
  Map<String, Object> client(String user, Map<String, Object> settings) {
    var all = new HashMap<String, Object>(client(ports, secrets, user));
    all.putAll(settings);
    return all;
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

  /** It holds passwords. */
  private Path writeSettings() {
    try {
      Secrets.writeForOwner(settingsFile(), settings().lines().toList());
      return settingsFile();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + settingsFile(), e);
    }
  }

  /** Whether the running broker was started with other settings than it would be now. */
  boolean isOutdated() {
    try {
      return daemon.isRunning()
          && Files.exists(settingsFile())
          && !Files.readAllLines(settingsFile()).equals(settings().lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + settingsFile(), e);
    }
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
        client(
            OPERATOR,
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000)));
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
  private String settings() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    controller.listener.names=CONTROLLER
    listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=CLIENTS://127.0.0.1:%1$d
    listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
    inter.broker.listener.name=CLIENTS
    sasl.enabled.mechanisms=PLAIN
    sasl.mechanism.inter.broker.protocol=PLAIN
    sasl.mechanism.controller.protocol=PLAIN
    listener.name.clients.plain.sasl.jaas.config=%4$s
    listener.name.controller.plain.sasl.jaas.config=%5$s
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    allow.everyone.if.no.acl.found=false
    super.users=User:%6$s
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
        .formatted(
            ports.kafka(),
            ports.kafkaController(),
            data(),
            logins(KafkaRights.users(KafkaTopics.DEFINED.topics())),
            logins(Set.of()),
            OPERATOR);
  }

  /** The broker's own login, and the users it knows. */
  private String logins(Set<String> users) {
    var known =
        Stream.concat(Stream.of(OPERATOR), users.stream().sorted())
            .map(user -> " user_%s=\"%s\"".formatted(user, secrets.ofKafka(user)))
            .collect(Collectors.joining());
    return LOGIN.formatted(OPERATOR, secrets.ofKafka(OPERATOR)) + known + ";";
  }

  private Path settingsFile() {
    return home.run().resolve("kafka.properties");
  }

  private Path data() {
    return home.data(NAME);
  }
}
