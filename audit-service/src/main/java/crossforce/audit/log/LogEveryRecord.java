package crossforce.audit.log;

import crossforce.contract.Topics;
import crossforce.contract.wire.Topic;
import crossforce.kit.events.Delivery;
import crossforce.kit.events.RecordsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whatever any service tells on any topic is logged, readable or not. */
@ApplicationScoped
class LogEveryRecord implements RecordsHandler {
  private final EventLog log;

  LogEveryRecord(EventLog log) {
    this.log = log;
  }

  @Override
  public Collection<Topic<?>> topics() {
    return Topics.all();
  }

  @Override
  public boolean takesEveryRecord() {
    return true;
  }

  @Override
  public void take(List<ConsumerRecord<byte[], byte[]>> records) {
    log.append(records.stream().map(Arrival::of).toList());
  }

  @Override
  public boolean concerns(Delivery delivery) {
    return true;
  }

  @Override
  public void handle(List<Delivery> deliveries) {
    throw new IllegalStateException("records are taken as they came");
  }
}
