-- What a calendar shows stands in columns, so that looking at one reads no states.
alter table bookings
  add column taken_as text check (taken_as in ('HELD', 'COMMITTED', 'RESTING', 'UNAVAILABLE')),
  add column lapses_at timestamptz;

update bookings set taken_as =
    case state::json -> 'state' ->> 'type'
      when 'held' then 'HELD' when 'committed' then 'COMMITTED' when 'ended' then 'RESTING'
      else 'UNAVAILABLE' end
  where blocked_from is not null;

update bookings set lapses_at = (state::json -> 'state' ->> 'until')::timestamptz
  where taken_as = 'HELD';

alter table bookings add constraint bookings_say_what_takes_them
  check ((taken_as is null) = (blocked_from is null));
