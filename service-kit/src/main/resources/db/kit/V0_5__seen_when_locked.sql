-- Volatile, so that it sees what was committed while the caller waited for a lock: a key that was
-- parked meanwhile, for one.
create function any_parked(of_topic text) returns boolean
language plpgsql volatile as $$
begin
  return exists (select from parked_keys where topic = of_topic);
end $$;

-- What Kafka has lost is looked for by topic; most topics of a shard have nothing.
create index outbox_by_topic on outbox (shard, topic, sequence);
