package crossforce.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL, Kafka and Keycloak, in a state folder of their own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlatformTest {
  private static final String TOPIC = "audit.checkpoints.v1";

  @TempDir static Path state;
  private static final List<String> said = new ArrayList<>();
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = new Platform(Home.in(state), Ports.free(), said::add);
    platform.foundations();
  }

  @AfterAll
  static void end() {
    platform.kill9Everything();
  }

  @Test
  void a_second_run_changes_nothing() {
    assertThat(again())
        .containsExactlyInAnyOrder("databases: unchanged", "topics: unchanged", "realm: unchanged");
  }

  @Test
  void a_client_a_role_and_a_claim_taken_away_by_hand_come_back() {
    // Given
    try (var keycloak = admin()) {
      var realm = keycloak.realm(Realm.NAME);
      realm.clients().get(realm.clients().findByClientId("force-kent").getFirst().getId()).remove();
      var requester = realm.users().searchByUsername("requester.west-yorkshire", true).getFirst();
      var user = realm.users().get(requester.getId());
      user.roles().realmLevel().add(List.of(realm.roles().get("authoriser").toRepresentation()));
      var officer = realm.users().searchByUsername("duty-officer.south-yorkshire", true).getFirst();
      officer.setAttributes(Map.of("force", List.of("kent")));
      realm.users().get(officer.getId()).update(officer);
    }

    // When
    var repairs = again();

    // Then
    assertThat(repairs)
        .contains(
            "realm: made or repaired client force-kent, user duty-officer.south-yorkshire, user requester.west-yorkshire");
    assertThat(claims(tokenOfMachine("force-kent")).path("force").asText()).isEqualTo("kent");
    assertThat(roles(claims(tokenOf("requester.west-yorkshire"))))
        .contains("requester")
        .doesNotContain("authoriser");
    assertThat(claims(tokenOf("duty-officer.south-yorkshire")).path("force").asText())
        .isEqualTo("south-yorkshire");
  }

  @Test
  void a_person_deleted_by_hand_comes_back_with_the_password_of_the_file() {
    // Given
    try (var keycloak = admin()) {
      var users = keycloak.realm(Realm.NAME).users();
      users.delete(users.searchByUsername("auditor", true).getFirst().getId()).close();
    }

    // When
    var repairs = again();

    // Then
    assertThat(repairs).contains("realm: made or repaired user auditor");
    assertThat(roles(claims(tokenOf("auditor")))).contains("auditor");
  }

  @Test
  void a_port_that_only_a_second_instance_would_want_may_be_in_use() throws IOException {
    try (var taken =
        new ServerSocket(
            platform.ports().service("audit-service", 2), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(again()).contains("databases: unchanged");
    }
  }

  @Test
  void people_and_machines_carry_force_roles_and_audience_for_twenty_minutes() {
    var person = claims(tokenOf("authoriser.greater-manchester"));
    var machine = claims(tokenOfMachine("force-west-yorkshire"));
    var auditor = claims(tokenOf("auditor"));

    assertThat(person.path("force").asText()).isEqualTo("greater-manchester");
    assertThat(roles(person)).contains("authoriser");
    assertThat(person.path("aud").asText()).isEqualTo("crossforce");
    assertThat(person.path("exp").asLong() - person.path("iat").asLong())
        .isEqualTo(Duration.ofMinutes(20).toSeconds());
    assertThat(machine.path("force").asText()).isEqualTo("west-yorkshire");
    assertThat(roles(machine)).contains("force-system");
    assertThat(machine.path("aud").asText()).isEqualTo("crossforce");
    assertThat(roles(auditor)).contains("auditor");
    assertThat(auditor.has("force")).isFalse();
  }

  @Test
  void a_row_a_record_a_password_and_the_signing_key_survive_a_kill_of_everything()
      throws SQLException {
    // Given
    try (var connection = platform.connect("audit");
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE survivors (name text)");
      statement.execute("INSERT INTO survivors VALUES ('row')");
    }
    try (var producer =
        new KafkaProducer<>(
            platform.kafkaClient(Map.of("acks", "all")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, 3, "key", "record"));
      producer.flush();
    }
    var key = header(tokenOf("auditor")).path("kid").asText();

    // When
    platform.kill9Everything();
    var started = again();

    // Then
    assertThat(started)
        .contains("postgres: starting", "kafka: starting", "keycloak: starting")
        .contains("databases: unchanged", "topics: unchanged", "realm: unchanged");
    try (var connection = platform.connect("audit");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name FROM survivors")) {
      assertThat(rows.next()).isTrue();
    }
    assertThat(firstRecord()).isEqualTo("record");
    assertThat(header(tokenOf("auditor")).path("kid").asText()).isEqualTo(key);
  }

  @Test
  void what_postgres_acknowledges_is_on_disk() throws SQLException {
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void a_service_reads_and_writes_rows_of_its_own_database_and_nothing_more() throws SQLException {
    // Given
    var owner = Databases.of("billing-service").owner();
    try (var connection = asRole("billing", owner);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ours (id int)");
    }

    // When, Then
    try (var connection = asRole("billing", "billing");
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO ours VALUES (1)");
      assertThat(sqlState(() -> statement.execute("DROP TABLE ours"))).isEqualTo("42501");
      assertThat(sqlState(() -> statement.execute("CREATE TABLE mine (id int)")))
          .isEqualTo("42501");
    }
    assertThat(sqlState(() -> asRole("audit", "billing").close())).isEqualTo("42501");
  }

  @Test
  void a_restored_copy_forgets_what_came_after_it() throws SQLException {
    // Given
    execute("broker", "CREATE TABLE history (event int)");
    execute("broker", "INSERT INTO history VALUES (1)");
    platform.copyDatabase("request-broker", "older");
    execute("broker", "INSERT INTO history VALUES (2)");

    // When
    platform.restoreDatabase("request-broker", "older");

    // Then
    try (var connection = platform.connect("broker");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT max(event) FROM history")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void only_the_owner_of_the_state_can_read_the_passwords() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(platform.home().secrets())))
        .isEqualTo("rw-------");
  }

  private static List<String> again() {
    said.clear();
    platform.foundations();
    return List.copyOf(said);
  }

  private static org.keycloak.admin.client.Keycloak admin() {
    return new Keycloak(
            platform.home(),
            platform.ports(),
            platform.secrets(),
            new Postgres(platform.home(), platform.ports(), platform.secrets()))
        .admin();
  }

  private static String tokenOf(String username) {
    return token(
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "crossforce-cli",
            "username",
            username,
            "password",
            platform.secrets().ofUser(username)));
  }

  private static String tokenOfMachine(String clientId) {
    return token(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            platform.secrets().ofClient(clientId)));
  }

  private static String token(Map<String, String> form) {
    var body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return post(platform.tokenUrl(), body).path("access_token").asText();
  }

  private static JsonNode post(URI url, String form) {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return Realm.read(response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode header(String token) {
    return part(token, 0);
  }

  private static JsonNode claims(String token) {
    return part(token, 1);
  }

  private static JsonNode part(String token, int number) {
    return Realm.read(
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.")[number]), StandardCharsets.UTF_8));
  }

  private static List<String> roles(JsonNode claims) {
    return Realm.texts(claims.path("roles"));
  }

  private static String firstRecord() {
    var partition = new TopicPartition(TOPIC, 3);
    try (var consumer =
        new KafkaConsumer<>(
            platform.kafkaClient(Map.of()), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).records(partition).getFirst().value();
    }
  }

  private static String setting(String name) throws SQLException {
    try (var connection = platform.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String database, String sql) throws SQLException {
    try (var connection = platform.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection asRole(String database, String role) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + platform.ports().postgres() + "/" + database;
    return DriverManager.getConnection(url, role, platform.secrets().ofRole(role));
  }

  private interface Sql {
    void run() throws SQLException;
  }

  private static String sqlState(Sql sql) {
    try {
      sql.run();
      return "none";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
