-- As secret as the request that asked for it, for what is told of a promise by time alone.
alter table bookings add column classification text not null default 'official';
