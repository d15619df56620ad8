package crossforce.kit.events;

import static java.util.Comparator.comparingInt;

import crossforce.contract.wire.Event;
import crossforce.contract.wire.Topic;
import crossforce.kit.actor.Acting;
import crossforce.kit.decision.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.InstanceHandle;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Hands each event to the service's reactions to its topic. */
@ApplicationScoped
@DefaultBean
class ReactionsHandler implements RecordsHandler {
  private static final Logger LOG = Logger.getLogger(ReactionsHandler.class);
  private static final int USUAL_PRIORITY = 2500;

  private final Map<String, Listeners<?>> byTopic = new LinkedHashMap<>();
  private final MeterRegistry meters;
  private final Transactions transactions;
  private final Instance<EntityManager> entities;

  ReactionsHandler(
      @All List<InstanceHandle<Reaction<?>>> reactions,
      MeterRegistry meters,
      Transactions transactions,
      Instance<EntityManager> entities) {
    this.meters = meters;
    this.transactions = transactions;
    this.entities = entities;
    reactions.stream()
        .sorted(comparingInt(ReactionsHandler::priority))
        .forEach(handle -> add(handle.get()));
  }

  /** The reactions to one topic, and by the names of types those that they concern. */
  private record Listeners<E extends Event>(
      Topic<E> topic, List<Reaction<E>> reactions, Map<String, List<Reaction<E>>> byType) {
    Listeners(Topic<E> topic) {
      this(topic, new ArrayList<>(), new ConcurrentHashMap<>());
    }

    List<Reaction<E>> to(String typeName) {
      var known = byType.get(typeName);
      return known != null ? known : lookUp(typeName);
    }

    /** Only types of the topic are remembered, so nobody can fill the map from outside. */
    private List<Reaction<E>> lookUp(String typeName) {
      return topic
          .types()
          .named(typeName)
          .map(type -> byType.computeIfAbsent(typeName, _ -> to(type)))
          .orElseGet(List::of);
    }

    private List<Reaction<E>> to(Class<? extends E> type) {
      return reactions.stream().filter(reaction -> reaction.concerns(type)).toList();
    }
  }

  private static int priority(InstanceHandle<Reaction<?>> handle) {
    var annotation = handle.getBean().getBeanClass().getAnnotation(Priority.class);
    return annotation == null ? USUAL_PRIORITY : annotation.value();
  }

  @SuppressWarnings("unchecked") // A topic's name stands for one Topic, and so for one event type.
  private <E extends Event> void add(Reaction<E> reaction) {
    var topic = reaction.topic();
    var listeners =
        (Listeners<E>) byTopic.computeIfAbsent(topic.name(), _ -> new Listeners<>(topic));
    listeners.reactions().add(reaction);
  }

  @Override
  public Collection<Topic<?>> topics() {
    return byTopic.values().stream().<Topic<?>>map(Listeners::topic).toList();
  }

  @Override
  public boolean concerns(Delivery delivery) {
    var listeners = byTopic.get(delivery.topic());
    return listeners != null && !listeners.to(delivery.envelope().type()).isEmpty();
  }

  @Override
  public void handle(List<Delivery> deliveries) {
    for (var delivery : deliveries) {
      var listeners = byTopic.get(delivery.topic());
      if (listeners == null) {
        throw new IllegalStateException("nobody listens to " + delivery.topic() + " any more");
      }
      var about = delivery.envelope();
      MDC.put("event", about.id().toString());
      MDC.put("request", about.correlationId());
      try {
        Acting.reactingTo(about, () -> tell(listeners, delivery));
        if (deliveries.size() > 1) {
          forget();
        }
      } finally {
        MDC.remove("event");
        MDC.remove("request");
      }
    }
  }

  /** The next reads from the database, as in a transaction of its own. */
  private void forget() {
    if (entities.isResolvable()) {
      entities.get().flush();
      entities.get().clear();
    }
  }

  private <E extends Event> void tell(Listeners<E> listeners, Delivery delivery) {
    var event = read(listeners.topic(), delivery);
    for (var reaction : listeners.to(delivery.envelope().type())) {
      try {
        reaction.on(event, delivery.envelope());
      } catch (RefusedException refused) {
        note(refused, reaction, delivery);
      }
    }
  }

  private static <E extends Event> E read(Topic<E> topic, Delivery delivery) {
    try {
      var event =
          topic
              .read(delivery.envelope().type(), delivery.data())
              .orElseThrow(() -> new UnreadableException("its type is not known"));
      if (!event.key().equals(delivery.key())) {
        throw new UnreadableException("its subject is not what its data are about");
      }
      return event;
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }

  private void note(RefusedException refused, Reaction<?> reaction, Delivery delivery) {
    var code = refused.why().code();
    LOG.infof("refused code=%s reaction=%s event=%s", code, name(reaction), delivery);
    meters.counter("crossforce.refused", "topic", delivery.topic(), "code", code).increment();
    transactions.requireCommittable(refused);
  }

  private static String name(Reaction<?> reaction) {
    return reaction.getClass().getSimpleName().replace("_ClientProxy", "");
  }
}
