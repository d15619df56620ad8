package crossforce.kit.events;

import crossforce.kit.time.MachineTime;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Starts and stops the poll threads with the service. */
@ApplicationScoped
class EventLoop {
  private static final Logger LOG = Logger.getLogger(EventLoop.class);
  private static final long LONGEST_END_MILLIS = 10_000;

  private final EventsConfig config;
  private final Brokers brokers;
  private final DeliveryStep step;
  private final Positions positions;
  private final MachineTime machine;
  private final List<PartitionConsumer> consumers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  EventLoop(
      EventsConfig config,
      Brokers brokers,
      DeliveryStep step,
      Positions positions,
      MachineTime machine) {
    this.config = config;
    this.brokers = brokers;
    this.step = step;
    this.positions = positions;
    this.machine = machine;
  }

  void onStart(@Observes @Priority(5000) StartupEvent start) {
    if (config.enabled() && !step.topics().isEmpty()) {
      start();
    }
  }

  void onStop(@Observes ShutdownEvent stop) {
    stop();
  }

  synchronized void start() {
    for (var number = 0; number < config.threads(); number++) {
      var consumer = new PartitionConsumer(number, brokers, step, positions, config, machine);
      var thread = new Thread(consumer, "events-" + number);
      thread.setDaemon(true);
      consumers.add(consumer);
      threads.add(thread);
      thread.start();
    }
  }

  synchronized void stop() {
    consumers.forEach(PartitionConsumer::stop);
    for (var thread : threads) {
      try {
        thread.join(LONGEST_END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive()) {
        LOG.warnf("%s has not ended; its transaction will not commit twice", thread.getName());
      }
    }
    consumers.clear();
    threads.clear();
  }

  synchronized Map<TopicPartition, String> stopped() {
    var all = new LinkedHashMap<TopicPartition, String>();
    consumers.forEach(consumer -> all.putAll(consumer.stopped()));
    return all;
  }

  /** Whether a poll thread gives no sign of life. */
  synchronized boolean standsStill() {
    return consumers.stream().anyMatch(PartitionConsumer::standsStill);
  }

  synchronized boolean isBusy() {
    return step.isUnderWay() || consumers.stream().anyMatch(PartitionConsumer::isTroubled);
  }
}
