-- A ranking looks at the weeks around a window: what is booked at other times costs it nothing.
create index pool_times_by_range on pool_times using gist (tstzrange(taken_from, taken_until));
drop index pool_times_by_end;
