package crossforce.kit.events;

import crossforce.contract.wire.Envelope;
import crossforce.contract.wire.Topic;
import crossforce.kit.actor.Acting;
import crossforce.kit.decision.Refusal;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.TaleEvent.TaleTold;
import crossforce.kit.outbox.Outbox;
import crossforce.kit.outbox.TellingEvent.Begun;
import crossforce.kit.outbox.TellingEvent.Noted;
import crossforce.kit.outbox.TellingTopics;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reactions of the loop's tests: they write down what they hear, and fail when told to. */
final class Listeners {
  private Listeners() {}

  enum Deafness implements Refusal {
    NOT_LISTENING;

    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String explanation() {
      return "A refusal of the tests.";
    }
  }

  /** What goes wrong, by the text of the event. */
  @Singleton // Without a proxy: the tests look at its fields.
  @Alternative
  static class Mood {
    final Set<String> poisonous = ConcurrentHashMap.newKeySet();
    final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    final Map<String, AtomicInteger> troubles = new ConcurrentHashMap<>();
    final Map<String, AtomicInteger> races = new ConcurrentHashMap<>();
    @Inject Rows rows;

    void hear(Topic<TaleEvent> topic, TaleTold tale) {
      var text = tale.text();
      rows.update(
          "insert into heard (topic, key, text) values (?, ?, ?)", topic.name(), tale.key(), text);
      if (text.startsWith("refuse")) {
        throw new RefusedException(Deafness.NOT_LISTENING);
      }
      if (unreadable.contains(text)) {
        throw new UnreadableException("not of a contract known here");
      }
      if (poisonous.contains(text)) {
        throw new IllegalStateException("cannot digest " + text);
      }
      failWhileLeft(troubles, text, "40P01");
      failWhileLeft(races, text, "23505");
      if (text.startsWith("lock ")) {
        rows.first(
            "select 1 from remembered where event_id = ? for update",
            row -> row.getInt(1),
            UUID.fromString(text.substring("lock ".length())));
      }
      if (text.startsWith("after ")) {
        var other = text.substring("after ".length());
        rows.first("select 1 from heard where key = ?", row -> row.getInt(1), other)
            .orElseThrow(() -> new TooEarlyException(other));
      }
    }

    private static void failWhileLeft(Map<String, AtomicInteger> left, String text, String state) {
      var times = left.get(text);
      if (times != null && times.getAndDecrement() > 0) {
        throw new IllegalStateException("wrapped", new SQLException("for the test", state));
      }
    }
  }

  @ApplicationScoped
  @Alternative
  static class HearsTales implements Reaction<TaleEvent> {
    @Inject Mood mood;
    @Inject Outbox outbox;

    @Override
    public Topic<TaleEvent> topic() {
      return TaleEvent.TALES;
    }

    @Override
    public boolean concerns(Class<? extends TaleEvent> type) {
      return type == TaleTold.class;
    }

    @Override
    public void on(TaleEvent event, Envelope envelope) {
      if (event instanceof TaleTold tale) {
        mood.hear(topic(), tale);
        var key = UUID.fromString(tale.key());
        switch (tale.text()) {
          case "begin" -> outbox.append(TellingTopics.TELLING, List.of(new Begun(key, "begun")));
          case "pass it on" ->
              outbox.append(TellingTopics.TELLING, List.of(new Noted(key, "heard")));
          default -> {} // Heard, and no more.
        }
      } else {
        throw new IllegalStateException("not of my concern: " + event);
      }
    }
  }

  /** The second reaction to the same event, in the same transaction. */
  @ApplicationScoped
  @Alternative
  @Priority(3000)
  static class RemembersTales implements Reaction<TaleEvent> {
    @Inject Rows rows;

    @Override
    public Topic<TaleEvent> topic() {
      return TaleEvent.TALES;
    }

    @Override
    public boolean concerns(Class<? extends TaleEvent> type) {
      return type == TaleTold.class;
    }

    @Override
    public void on(TaleEvent event, Envelope envelope) {
      if (!Acting.envelope().equals(Optional.of(envelope))) {
        throw new IllegalStateException("not known what this reacts to");
      }
      rows.update(
          """
          insert into remembered (event_id, heard) values (?, (select count(*) from heard where key = ?))
          """,
          envelope.id(),
          event.key());
    }
  }

  @ApplicationScoped
  @Alternative
  static class CopiesTales implements Reaction<TaleEvent> {
    @Inject Mood mood;

    @Override
    public Topic<TaleEvent> topic() {
      return TaleEvent.COPIES;
    }

    @Override
    public void on(TaleEvent event, Envelope envelope) {
      if (event instanceof TaleTold tale) {
        mood.hear(topic(), tale);
      }
    }
  }

  @ApplicationScoped
  @Alternative
  static class HearsWhatGetsLost implements Reaction<TaleEvent> {
    @Inject Mood mood;

    @Override
    public Topic<TaleEvent> topic() {
      return TaleEvent.LOST;
    }

    @Override
    public void on(TaleEvent event, Envelope envelope) {
      if (event instanceof TaleTold tale) {
        mood.hear(topic(), tale);
      }
    }
  }
}
