package crossforce.kit.outbox;

import crossforce.contract.wire.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The envelope as Kafka headers: the binary mode of the CloudEvents Kafka binding, both ways. */
public final class EnvelopeHeaders {
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";
  private static final String DATA_CONTENT_TYPE = "datacontenttype";

  private EnvelopeHeaders() {}

  public static Headers of(Envelope envelope) {
    return of(envelope.attributes());
  }

  public static Headers of(Map<String, String> attributes) {
    var headers = new RecordHeaders();
    attributes.forEach((name, value) ->
        headers.add(
            name.equals(DATA_CONTENT_TYPE) ? CONTENT_TYPE : PREFIX + name,
            value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }

  /**
   * The attributes by their CloudEvents names.
   *
   * @throws IllegalArgumentException when an attribute stands twice
   */
  public static Map<String, String> attributes(Headers headers) {
    var attributes = new HashMap<String, String>();
    for (var header : headers) {
      var name = header.key();
      var attribute =
          name.equals(CONTENT_TYPE)
              ? DATA_CONTENT_TYPE
              : name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
      if (!attribute.isEmpty() && header.value() != null) {
        var before = attributes.put(attribute, new String(header.value(), StandardCharsets.UTF_8));
        if (before != null) {
          throw new IllegalArgumentException("header " + name + " stands twice");
        }
      }
    }
    return attributes;
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalArgumentException naming what is missing or malformed
   */
  public static Envelope read(Headers headers) {
    return Envelope.parse(attributes(headers));
  }
}
