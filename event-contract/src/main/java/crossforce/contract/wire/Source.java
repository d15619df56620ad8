package crossforce.contract.wire;

import java.util.regex.Pattern;

/**
 * Who tells an event: a service, its shard, and the epoch of that shard's history, written {@code
 * /request-broker/07/1}. Within a shard the sequence rises by one from event to event, across all
 * topics and epochs.
 */
public record Source(String service, Shard shard, int epoch) {
  private static final Pattern FORM = Pattern.compile("/([a-z][a-z-]*)/([0-9]{2})/([0-9]{1,9})");

  public static Source parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a source: " + text);
    }
    return new Source(
        match.group(1),
        new Shard(Integer.parseInt(match.group(2))),
        Integer.parseInt(match.group(3)));
  }

  @Override
  public String toString() {
    var number = shard.number();
    return "/" + service + (number < 10 ? "/0" : "/") + number + "/" + epoch;
  }
}
