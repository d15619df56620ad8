package crossforce.kit.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import crossforce.contract.wire.Event;
import crossforce.contract.wire.EventType;
import crossforce.contract.wire.Topic;
import java.util.List;

/** What the loop's own tests tell, since the kit knows none of the services' events. */
public sealed interface TaleEvent extends Event {
  String TELLER = "tale-teller";
  Topic<TaleEvent> TALES = Topic.of("kit.tales.v1", TELLER, TaleEvent.class);
  Topic<TaleEvent> COPIES = Topic.of("kit.copies.v1", TELLER, TaleEvent.class);
  Topic<TaleEvent> LOST = Topic.of("kit.lost.v1", TELLER, TaleEvent.class);

  /** The ordinary event; a word at its beginning tells the listener how to behave. */
  @EventType("tale-told")
  record TaleTold(String key, String text) implements TaleEvent {}

  /** Known, yet of no concern to those who hear tales. */
  @EventType("tale-dedicated")
  record TaleDedicated(String key, String to) implements TaleEvent {}

  /** A teller that is ahead of the listener's contract, on the topic of the same name. */
  sealed interface NewerEvent extends Event {
    Topic<NewerEvent> TALES = Topic.of("kit.tales.v1", TELLER, NewerEvent.class);

    /** Of a type that the listener does not know. */
    @EventType("tale-sung")
    record TaleSung(String key, String melody) implements NewerEvent {}

    /** Of a type that it knows, with other data. */
    @EventType("tale-told")
    record TaleMistold(String key, List<String> text) implements NewerEvent {}
  }

  /** A teller whose data are about another than the event's subject. */
  sealed interface AstrayEvent extends Event {
    Topic<AstrayEvent> TALES = Topic.of("kit.tales.v1", TELLER, AstrayEvent.class);

    /** Of a type that the listener knows. */
    @EventType("tale-told")
    record TaleAstray(@JsonIgnore String subject, @JsonProperty("key") String about, String text)
        implements AstrayEvent {
      @Override
      public String key() {
        return subject;
      }
    }
  }
}
