-- Double entry, insert-only. The rules of crossforce.billing.ledger.model, said again by the database.
create table ledger_transactions (
  event_id   uuid        not null primary key, -- One event posts once.
  request_id uuid        not null,
  charge_id  uuid        not null,
  posted_at  timestamptz not null,
  body_hash  bytea       not null
);

create table ledger_entries (
  event_id     uuid        not null,
  line         smallint    not null,
  posted_at    timestamptz not null,
  book         text        not null,
  account      text        not null,
  counterparty text        not null,
  commodity    text        not null,
  amount       bigint      not null,
  primary key (event_id, line),
  constraint ledger_accounts_are_known
    check (account in ('aid-received', 'payable', 'receivable', 'aid-given')),
  constraint ledger_entries_move_something check (amount <> 0),
  constraint ledger_entries_have_two_sides check (book <> counterparty)
);
create index ledger_entries_by_account on ledger_entries (book, account, counterparty, commodity)
  include (amount);
create index ledger_entries_newest_first on ledger_entries (book, posted_at desc, event_id, line);

-- The same event told with another body: kept as it came, and reported.
create table ledger_conflicts (
  event_id  uuid        not null,
  body_hash bytea       not null,
  charge_id uuid        not null,
  body      text        not null,
  seen_at   timestamptz not null,
  primary key (event_id, body_hash)
);

-- Judged at once, at the end of the statement: nothing is deferred to commit.
create function ledger_entries_balance() returns trigger
language plpgsql as $$
begin
  if exists (
    select from inserted group by event_id, book, commodity having sum(amount) <> 0
  ) then
    raise exception 'entries do not sum to zero'
      using errcode = 'check_violation', constraint = 'ledger_transactions_sum_to_zero';
  end if;
  if exists (
    select from inserted i
    where not exists (select from ledger_transactions t where t.event_id = i.event_id)
  ) then
    raise exception 'entries without their transaction'
      using errcode = 'foreign_key_violation', constraint = 'ledger_entries_have_a_transaction';
  end if;
  if (select count(*) from inserted) <>
     (select count(*) from ledger_entries e
      where e.event_id in (select event_id from inserted)) then
    raise exception 'entries are added to a transaction that is posted'
      using errcode = 'check_violation', constraint = 'ledger_transactions_are_posted_whole';
  end if;
  return null;
end $$;

create trigger ledger_entries_balance
  after insert on ledger_entries
  referencing new table as inserted
  for each statement execute function ledger_entries_balance();

create function ledger_is_insert_only() returns trigger
language plpgsql as $$
begin
  raise exception '% on %: what is posted stays; reverse it with entries of its own', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

do $$
declare
  kept text;
  who  record;
begin
  foreach kept in array array['ledger_transactions', 'ledger_entries', 'ledger_conflicts'] loop
    execute format(
      'create trigger %1$s_stay before update or delete or truncate on %1$I'
      || ' for each statement execute function ledger_is_insert_only()', kept);
    -- Whoever may use the table, the owner among them, may only read and add.
    for who in
      select distinct grantee::regrole::text as name
      from pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner)))
      where oid = kept::regclass and grantee <> 0
    loop
      execute format('revoke update, delete, truncate on %I from %s', kept, who.name);
    end loop;
    execute format('revoke all on %I from public', kept);
  end loop;
end $$;

create view ledger_balances as
  select book, account, counterparty, commodity, sum(amount)::bigint as balance, count(*) as entries
  from ledger_entries
  group by book, account, counterparty, commodity;
