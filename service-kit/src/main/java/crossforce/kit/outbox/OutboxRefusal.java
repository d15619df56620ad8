package crossforce.kit.outbox;

import crossforce.kit.decision.Refusal;

/** Why an operator's act on the outbox is not done. */
public enum OutboxRefusal implements Refusal {
  NO_SUCH_SHARD(
      Kind.NOT_FOUND, "There is no shard of this number. Shards are numbered from 0 to 15."),
  SHARD_NOT_CLOSED(
      Kind.CONFLICT,
      "The shard's history is the one that Kafka has, so it needs no new epoch. Look at the outbox"
          + " to see which shards are closed."),
  EVENT_NOT_PUBLISHED(
      Kind.CONFLICT,
      "The event of this number has not been published yet, and will be without being asked for."),
  EVENT_NOT_KEPT(
      Kind.CONFLICT,
      "The event of this number, or one after it, is no longer kept in the outbox. Choose a later"
          + " one, or read the event from the trail.");

  private final Kind kind;
  private final String explanation;

  OutboxRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
