package crossforce.audit.log;

import crossforce.audit.log.Arrival.Place;
import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Envelope.Salt;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One row of the log. */
@SuppressWarnings("ArrayRecordComponent") // The bytes are kept as they came and never compared.
public record Entry(long leafIndex, byte[] leaf, Place place, Optional<Told> told) {
  /**
   * What is stored of an event.
   *
   * @param attributes all but the salt; none when what is stored is not a map of words any more
   * @param salt empty when what is stored is none any more
   */
  public record Told(Map<String, String> attributes, Optional<Salt> salt, byte[] data) {
    public Told {
      attributes = Map.copyOf(attributes);
    }

    public String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }

    public Map<String, String> allAttributes() {
      var all = new TreeMap<>(attributes);
      salt.ifPresent(bytes -> all.put("datasalt", bytes.hex()));
      return all;
    }

    /**
     * The envelope.
     *
     * @throws IllegalArgumentException when the attributes are not those of an event any more
     */
    public Envelope envelope() {
      return Envelope.parse(allAttributes());
    }
  }
}
