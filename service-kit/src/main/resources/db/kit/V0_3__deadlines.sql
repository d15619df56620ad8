-- Deadlines in domain time (due_at); tries and back-off in machine time (next_try).
create table deadlines (
  kind text not null,
  subject text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  next_try timestamptz,
  last_error text,
  primary key (kind, subject)
) with (fillfactor = 70);

create index deadlines_in_due_order on deadlines (due_at, kind, subject);
