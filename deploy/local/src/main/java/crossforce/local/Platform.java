package crossforce.local;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole platform on this machine, keyed on its folders and ports: what {@code make up} starts,
 * and what tests stop, kill and start again. A second one, in its own state folder and on its own
 * ports, lives beside the first:
 *
 * <pre>
 * var platform = new Platform(Home.in(folder), Ports.free(), System.out::println);
 * platform.up();
 * platform.start("request-broker", 2);
 * platform.kill9("postgres");
 * platform.start("postgres");
 * platform.down();
 * </pre>
 *
 * Parts are named {@code postgres}, {@code kafka}, {@code keycloak} and by service; a second
 * instance has {@code -2} at its end.
 */
public final class Platform {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration GOOD_ORDER = Duration.ofSeconds(25);
  private static final int INSTANCES = 2;

  private final Home home;
  private final Ports ports;
  private final Consumer<String> say;
  private final Secrets secrets;
  private final Postgres postgres;
  private final Kafka kafka;
  private final Keycloak keycloak;
  private final Databases databases;
  private final PortCheck portCheck;
  private final Object launching = new Object();
  private boolean abandoned;

  public Platform(Home home, Ports ports, Consumer<String> say) {
    this.home = home;
    this.ports = ports;
    this.say = say;
    this.secrets = new Secrets(home.secrets());
    this.postgres = new Postgres(home, ports, secrets);
    this.kafka = new Kafka(home, ports, secrets);
    this.keycloak = new Keycloak(home, ports, secrets, postgres);
    this.databases = new Databases(postgres, secrets);
    this.portCheck = new PortCheck(home, ports);
  }

  /** One that begins from nothing: what still runs in its folder is stopped, its state removed. */
  public static Platform anew(Home home, Ports ports, Consumer<String> say) {
    new Platform(home, ports, say).down();
    Unpacked.delete(home.state());
    return new Platform(home, ports, say);
  }

  /** The one that {@code make up} starts, as the environment says. */
  public static Platform fromEnvironment(Consumer<String> say) {
    return new Platform(Home.fromEnvironment(), Ports.fromEnvironment(), say);
  }

  public Home home() {
    return home;
  }

  public Ports ports() {
    return ports;
  }

  public Secrets secrets() {
    return secrets;
  }

  public static List<String> services() {
    return Service.NAMES;
  }

  /**
   * Starts what is missing and returns when everything is ready; a service that was rebuilt is
   * started anew.
   */
  public void up() {
    try (var _ = Turn.take(home)) {
      var services = services(1).toList();
      var built = services.stream().filter(Service::isBuilt).toList();
      startFoundations(built);
      services.stream()
          .filter(Service::isOutdated)
          .forEach(service -> stopOutdated(service, "rebuilt"));
      checkPorts(built.stream());
      built.forEach(this::launch); // While Keycloak starts: they can wait for the realm's keys.
      provideRealm();
      built.forEach(this::awaitReady);
      var unbuilt =
          services.stream().filter(service -> !service.isBuilt()).map(Service::name).toList();
      if (!unbuilt.isEmpty()) {
        throw new PlatformTrouble(
            "Not built, so not started: " + String.join(", ", unbuilt) + ". Run make build.");
      }
    }
  }

  /** PostgreSQL, Kafka and Keycloak with all that is defined in them, without our services. */
  public void foundations() {
    try (var _ = Turn.take(home)) {
      startFoundations(List.of());
      provideRealm();
    }
  }

  /** All ports are looked at before anything starts, also of what will be started afterwards. */
  private void startFoundations(List<Service> afterwards) {
    Program.require("setsid", "util-linux");
    if (Postgres.runsAsRoot()) Program.require("unshare", "util-linux");
    postgres.checkPassword();
    portCheck.claimBase(parts().toList());
    checkPorts(Stream.concat(foundationParts(), afterwards.stream()));
    if (kafka.isOutdated()) stopOutdated(kafka, "has other settings");
    launch(postgres);
    launch(kafka);
    awaitReady(postgres);
    tell("databases", databases.provide());
    launch(keycloak);
    awaitReady(kafka);
    try (var admin = kafka.admin()) {
      tell("topics", KafkaTopics.provide(admin));
    }
  }

  private void provideRealm() {
    awaitReady(keycloak);
    try (var admin = keycloak.admin()) {
      tell("realm", Realm.repaired(admin, secrets));
    }
  }

  /** Stops everything in good order; the state stays. */
  public void down() {
    try (var _ = Turn.take(home)) {
      stopAll(allServices().toList());
      stopAll(List.of(keycloak));
      stopAll(List.of(kafka));
      stopAll(List.of(postgres));
    }
  }

  /** Starts a part that does not run and waits until it is ready. */
  public void start(String part) {
    var found = part(part);
    portCheck.claimBase(parts().toList());
    checkPorts(Stream.of(found));
    launch(found);
    awaitReady(found);
  }

  /** Starts an instance of a service beside the first. */
  public void start(String service, int instance) {
    start(nameOf(service, instance));
  }

  public void stop(String part) {
    stopAll(List.of(part(part)));
  }

  /** As the machine would: no goodbye, nothing flushed. */
  public void kill9(String part) {
    part(part).daemon().kill();
  }

  /** Kills every process of the platform at once, as a power cut would. */
  public void kill9Everything() {
    parts().toList().reversed().forEach(part -> part.daemon().signal("KILL"));
    parts().forEach(part -> part.daemon().kill());
  }

  /**
   * Kills everything and lets nothing start any more, also what another thread is about to: the
   * last word of a program that is interrupted.
   */
  public void abandon() {
    synchronized (launching) {
      abandoned = true;
    }
    kill9Everything();
  }

  /** Stops a process where it stands until {@link #resume}; its connections stay open. */
  public void pause(String part) {
    part(part).daemon().signal("STOP");
  }

  public void resume(String part) {
    part(part).daemon().signal("CONT");
  }

  public boolean isRunning(String part) {
    return part(part).daemon().isRunning();
  }

  public boolean isReady(String part) {
    return part(part).isReady();
  }

  /** The process number of a running part; for whoever measures it. */
  public long pid(String part) {
    return part(part)
        .daemon()
        .pid()
        .orElseThrow(() -> new PlatformTrouble(part + " is not running."));
  }

  public URI url(String service) {
    return url(service, 1);
  }

  public URI url(String service, int instance) {
    return service(service, instance).url();
  }

  /** Where people and machines get their tokens. */
  public URI tokenUrl() {
    return keycloak.url().resolve("/realms/" + Realm.NAME + "/protocol/openid-connect/token");
  }

  /** These settings, for a client of Kafka's that may do everything. */
  public Map<String, Object> kafkaClient(Map<String, Object> settings) {
    return kafkaClient(Kafka.OPERATOR, settings);
  }

  /** These settings, for a client of this user's. */
  public Map<String, Object> kafkaClient(String user, Map<String, Object> settings) {
    return kafka.client(user, settings);
  }

  /** A connection as the superuser, for tests that count or spoil what a service wrote. */
  public Connection connect(String database) throws SQLException {
    return postgres.connect(database);
  }

  /**
   * Keeps a copy of a service's database as it is now; every instance of the service must be
   * stopped.
   */
  public void copyDatabase(String service, String copy) {
    databases.copy(service, copy);
  }

  /**
   * Puts that copy in the database's place, as a restored backup would be; every instance must be
   * stopped.
   */
  public void restoreDatabase(String service, String copy) {
    databases.restoreCopy(service, copy);
  }

  /**
   * Somebody of this post for each of these forces who has nobody; for measurements over all
   * forces.
   */
  public void addPeople(String post, Collection<String> forces) {
    try (var admin = keycloak.admin()) {
      new Realm(admin, secrets).addPeople(post, forces);
    }
  }

  /** One line per part that runs or should: name, state, where. */
  public List<String> status() {
    portCheck.refuseOtherBase(parts().toList());
    return Status.lines(Stream.concat(foundationParts(), runningOrFirst()).toList());
  }

  /** What to open, and who can sign in. */
  public List<String> table() {
    return Status.table(home, ports, keycloak, services(1).toList());
  }

  private Stream<Part> runningOrFirst() {
    return allServices()
        .filter(service -> service.daemon().isRunning() || !service.name().endsWith("-2"))
        .map(part -> part);
  }

  private void stopOutdated(Part part, String why) {
    say.accept(part.name() + ": " + why + " since it was started");
    stopAll(List.of(part));
  }

  private void launch(Part part) {
    if (part.daemon().isRunning()) return;
    synchronized (launching) {
      if (abandoned) throw new PlatformTrouble("The platform is abandoned; nothing starts.");
      say.accept(part.name() + ": starting");
      part.launch();
    }
  }

  private void awaitReady(Part part) {
    var ended =
        (Runnable)
            () -> {
              throw new PlatformTrouble(
                  "%s ended while starting; the end of %s:%n%s"
                      .formatted(part.name(), part.daemon().log(), part.daemon().lastLines()));
            };
    var ready =
        Patience.until(
            PATIENCE,
            () -> {
              if (part.isReady()) return true;
              if (!part.daemon().isRunning()) ended.run();
              return false;
            });
    if (!ready) {
      var paused = part.daemon().isPaused() ? "; its process is stopped by a signal" : "";
      throw new PlatformTrouble(
          "%s runs but is not ready after %d seconds%s; see %s"
              .formatted(part.name(), PATIENCE.toSeconds(), paused, part.daemon().log()));
    }
  }

  private void stopAll(List<? extends Part> parts) {
    var running = parts.stream().filter(part -> part.daemon().isRunning()).toList();
    running.forEach(part -> say.accept(part.name() + ": stopping"));
    var threads =
        running.stream()
            .map(part ->
                Thread.ofVirtual().start(() -> part.daemon().stop(part.stopSignal(), GOOD_ORDER)));
    threads.toList().forEach(Platform::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformTrouble("Interrupted while stopping.", e);
    }
  }

  private void checkPorts(Stream<? extends Part> parts) {
    parts.filter(part -> !part.daemon().isRunning()).forEach(portCheck::areFree);
  }

  private void tell(String what, List<String> done) {
    say.accept(what + ": " + (done.isEmpty() ? "unchanged" : Status.shortened(done)));
  }

  private Part part(String name) {
    return parts()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such part: " + name));
  }

  private Stream<Part> parts() {
    return Stream.concat(foundationParts(), allServices());
  }

  private Stream<Part> foundationParts() {
    return Stream.of(postgres, kafka, keycloak);
  }

  private Stream<Service> allServices() {
    var all = new ArrayList<Service>();
    for (var instance = 1; instance <= INSTANCES; instance++) services(instance).forEach(all::add);
    return all.stream();
  }

  private Stream<Service> services(int instance) {
    return Service.NAMES.stream().map(name -> service(name, instance));
  }

  private Service service(String name, int instance) {
    return new Service(home, ports, secrets, postgres, name, instance);
  }

  private static String nameOf(String service, int instance) {
    return instance == 1 ? service : service + "-" + instance;
  }
}
