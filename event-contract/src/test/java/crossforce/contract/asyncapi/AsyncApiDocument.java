package crossforce.contract.asyncapi;

import static crossforce.contract.asyncapi.Schemas.ordered;

import crossforce.contract.Topics;
import crossforce.contract.registry.AvailabilityProjection;
import crossforce.contract.wire.Shard;
import crossforce.contract.wire.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The published language as AsyncAPI 3.0, made from the contract itself. */
final class AsyncApiDocument {
  private static final Map<String, String> KEYS =
      Map.of(
          Topics.FORCES.name(), "the force",
          Topics.CAPABILITIES.name(), "the capability",
          Topics.ASSETS.name(), "the asset",
          Topics.REQUESTS.name(), "the request",
          Topics.CHARGES.name(), "the request",
          Topics.TARIFFS.name(), "the tariff",
          Topics.SETTLEMENTS.name(), "the invoice");

  private final Schemas schemas = new Schemas();
  private final Map<String, Object> channels = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();
  private final Map<String, Object> messages = new TreeMap<>();

  private AsyncApiDocument() {}

  static String text() {
    var document = new AsyncApiDocument();
    Topics.all().forEach(document::add);
    document.addProjection();
    return Yaml.of(document.assemble());
  }

  private void add(Topic<?> topic) {
    var references = new LinkedHashMap<String, Object>();
    for (var type : new TreeSet<>(topic.types().all().keySet())) {
      var event = topic.types().all().get(type);
      messages.put(
          type,
          ordered(
              "name", type,
              "title", event.getSimpleName(),
              "contentType", "application/json",
              "traits", List.of(Map.of("$ref", "#/components/messageTraits/envelope")),
              "payload", schemas.of(event)));
      references.put(type, Map.of("$ref", "#/components/messages/" + type));
    }
    channel(topic.name(), topic.producer(), keyOf(topic), references, Map.of());
  }

  private void addProjection() {
    var name = "availability-projection";
    messages.put(
        name,
        ordered(
            "name",
            name,
            "title",
            AvailabilityProjection.class.getSimpleName(),
            "contentType",
            "application/json",
            "payload",
            schemas.of(AvailabilityProjection.class)));
    channel(
        AvailabilityProjection.TOPIC,
        Topics.REGISTRY,
        "the asset",
        Map.of(name, Map.of("$ref", "#/components/messages/" + name)),
        Map.of("topicConfiguration", Map.of("cleanup.policy", List.of("compact"))));
  }

  private void channel(
      String topic,
      String producer,
      String key,
      Map<String, ?> references,
      Map<String, ?> configuration) {
    var kafka = new LinkedHashMap<String, Object>();
    kafka.put("topic", topic);
    kafka.put("partitions", Shard.COUNT);
    kafka.putAll(configuration);
    channels.put(
        topic,
        ordered(
            "address",
            topic,
            "description",
            "Written by %s alone. Key: %s; its SHA-256 decides the partition."
                .formatted(producer, key),
            "messages",
            references,
            "bindings",
            Map.of("kafka", kafka)));
    operations.put(
        "send." + topic,
        ordered(
            "action", "send", "title", producer, "channel", Map.of("$ref", "#/channels/" + topic)));
  }

  private static String keyOf(Topic<?> topic) {
    return topic.name().contains(".operations.") ? "the service" : KEYS.get(topic.name());
  }

  private Map<String, Object> assemble() {
    return ordered(
        "asyncapi",
        "3.0.0",
        "info",
        ordered(
            "title",
            "Crossforce events",
            "version",
            "1.0.0",
            "description",
            "What the services of Crossforce tell one another on Kafka: CloudEvents 1.0 in"
                + " binary mode, chained by hash. Contracts are additive: ignore fields and"
                + " types that you do not know.",
            "license",
            ordered("name", "Apache 2.0")),
        "defaultContentType",
        "application/json",
        "channels",
        channels,
        "operations",
        operations,
        "components",
        ordered(
            "messageTraits", Map.of("envelope", Map.of("headers", headers())),
            "messages", messages,
            "schemas", schemas.named()));
  }

  private static Map<String, Object> headers() {
    var text = Map.of("type", "string");
    var id = ordered("type", "string", "format", "uuid");
    var hash = ordered("type", "string", "pattern", "^[0-9a-f]{64}$");
    var properties =
        ordered(
            "ce_specversion", ordered("type", "string", "const", "1.0"),
            "ce_id", id,
            "ce_source", ordered("type", "string", "pattern", "^/[a-z-]+/[0-9]{2}/[0-9]+$"),
            "ce_type", text,
            "ce_subject", text,
            "ce_time", ordered("type", "string", "format", "date-time"),
            "ce_sequence", ordered("type", "string", "pattern", "^[0-9]{20}$"),
            "ce_previoushash", hash,
            "ce_eventhash", hash,
            "ce_correlationid", text,
            "ce_causationid", id,
            "ce_authtype",
                ordered("type", "string", "enum", List.of("user", "service_account", "system")),
            "ce_authid", text,
            "ce_force", text,
            "ce_dataclassification",
                ordered("type", "string", "enum", List.of("official", "official-sensitive")),
            "ce_datasalt", ordered("type", "string", "pattern", "^[0-9a-f]{32,}$"),
            "ce_traceparent", text);
    var required =
        properties.keySet().stream()
            .filter(name -> !List.of("ce_causationid", "ce_force", "ce_traceparent").contains(name))
            .toList();
    return ordered("type", "object", "required", required, "properties", properties);
  }
}
