-- 1,000 people, of whom 50 have used Saydo for a year: 25 conversations each, of 40 messages, and
-- what they did in them; the first one's last conversation has 5,000. Enough rows in every table
-- that a plan for a small one shows.
-- The same crowd each time: plans depend on it. Without 0006_statistics.sql, Postgres reads the long
-- conversation of this one whole to sum up its beginning.
select setseed(0.5);
set session_replication_role = replica;

create function pg_temp.v7(at timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3)
    || '8' || substr(md5(random()::text), 1, 15))::uuid
$$;

create temp table people as
select n, pg_temp.v7(now() - interval '366 days' + n * interval '1 second') as id
from generate_series(1, 1000) n;

insert into users (id, name, email, email_verified, time_zone)
select id, 'Person ' || n, 'person' || n || '@example.com', true, 'Europe/Berlin' from people;
insert into user_preferences (user_id) select id from people;
insert into sessions (id, user_id, token, expires_at, created_at, updated_at)
select gen_random_uuid(), id, md5(random()::text), now() + interval '7 days', now(), now() from people;
insert into accounts (id, user_id, account_id, provider_id, created_at, updated_at)
select gen_random_uuid(), id, id::text, 'credential', now(), now() from people;
insert into verifications (id, identifier, value, expires_at)
select gen_random_uuid(), 'reset-password:' || md5(random()::text), id::text, now() from people;
insert into rate_limits (id, key, count, last_request)
select gen_random_uuid(), 'visitor:' || n, 1, 0 from people;

insert into two_factors (id, user_id, secret, backup_codes)
select gen_random_uuid(), id, 'x', 'x' from people;
insert into passkeys (id, user_id, public_key, credential_id, counter, device_type, backed_up)
select gen_random_uuid(), id, 'x', md5(random()::text), 0, 'singleDevice', false from people;
insert into known_devices (user_id, token_hash) select id, md5(random()::text) from people;
insert into security_events (user_id, id, kind, device, created_at)
select id, pg_temp.v7(at), 'signed_in', 'Firefox on Linux', at
from (select id, now() - i * interval '12 days' as at from people, generate_series(1, 30) i) events;
insert into usage_ledger (user_id, transaction_id, messages, bytes)
select id, 10 + i, 2, 1000 from people, generate_series(1, 30) i;

create temp table talks as
select id as user_id, n, i, pg_temp.v7(at) as id, at
from (select p.id, n, i, date_trunc('milliseconds', now() - random() * interval '365 days') as at
  from people p, generate_series(1, 25) i where p.n <= 50) started;

insert into conversations (user_id, id, title, created_at, updated_at, read_at, pinned_at,
  archived_at, deleted_at)
select user_id, id, 'Conversation ' || i, at, at + interval '1 hour', at,
  case when i in (1, 2) then at end, case when i between 3 and 5 then at end,
  case when i in (6, 7) then now() - i * interval '6 days' end
from talks order by at;
insert into conversation_metadata (user_id, conversation_id, focus_areas, message_count)
select user_id, id, '{}', 40 from talks;

create temp table spoken as
select t.user_id, t.id as conversation_id, t.i, k, t.at + k * interval '37 seconds' as at,
  pg_temp.v7(t.at + k * interval '37 seconds') as id
from talks t, generate_series(0, case when n = 1 and i = 25 then 4999 else 39 end) k;
insert into messages (user_id, id, conversation_id, parent_id, role, status, content, created_at)
select user_id, id, conversation_id,
  lag(id) over (partition by conversation_id order by k),
  (case k % 2 when 0 then 'user' else 'assistant' end)::message_role, 'complete',
  'Call ' || substr(md5(random()::text), 1, 6) || ' about the ' || substr(md5(random()::text), 1, 4), at
from spoken order by at;
insert into tool_calls (user_id, id, message_id, call_id, step, content_offset, tool_name, input,
  output, state, action_taken)
select user_id, pg_temp.v7(at), id, 'call', 0, 0, 'add_task', '{}', '{}', 'succeeded', 'Added.'
from spoken where k % 4 = 1;
insert into message_ratings (user_id, message_id, rating)
select user_id, id, 1 from spoken where k = 1;
insert into shared_snapshots (user_id, id, conversation_id, token_hash, title, content, with_tasks)
select user_id, pg_temp.v7(now()), id, md5(random()::text), 'Shared', '[]', false from talks;

create temp table planned as
select p.id as user_id, i, pg_temp.v7(at) as id, at
from (select id, i, date_trunc('milliseconds', now() - random() * interval '365 days') as at
  from people, generate_series(1, 200) i where n <= 50) p;
insert into tasks (user_id, id, title, position, due_date, created_at, completed_at, deleted_at)
select user_id, id, 'Call ' || substr(md5(random()::text), 1, 6), i, (now() + i * interval '1 day')::date, at,
  case when i > 100 then at end, case when i % 10 = 0 then at end
from planned order by at;
insert into projects (user_id, id, name)
select id, pg_temp.v7(now()), 'Project ' || i from people, generate_series(1, 20) i where n <= 50;
insert into labels (user_id, id, name)
select id, pg_temp.v7(now()), 'label' || i from people, generate_series(1, 20) i where n <= 50;
update tasks t set project_id = p.id from projects p
where p.user_id = t.user_id and p.name = 'Project ' || (1 + t.position::int % 25);
update tasks set recurrence = 'FREQ=DAILY', recurrence_start = due_date, turn_date = due_date,
  turns_over = 1, last_turn_at = now() - interval '2 days'
where completed_at is null and position::int % 20 = 0;
insert into task_labels (user_id, id, task_id, label_id)
select t.user_id, pg_temp.v7(now()), t.id, l.id from tasks t join labels l
  on l.user_id = t.user_id and l.name in ('label' || (1 + t.position::int % 25), 'label' || (1 + t.position::int % 7));
insert into task_updates (user_id, id, task_id, conversation_id, message_id, tool_call_id, actor,
  update_type, content, changes, batch_id, created_at)
select p.user_id, pg_temp.v7(p.at + n * interval '1 hour'), p.id, s.conversation_id, s.id, null, 'assistant',
  case n when 0 then 'added' else 'updated' end::update_type, 'Changed.', '{}', s.id, p.at
from planned p cross join generate_series(0, 1) n
join spoken s on s.user_id = p.user_id and s.i = 1 + p.i % 25 and s.k = 1;

insert into user_changes (user_id, transaction_id, topic, subject_id, created_at)
select user_id, 100 + i, 'messages', id, now() - i * interval '10 seconds' from talks;
insert into user_changes (user_id, transaction_id, topic, subject_id, created_at)
select user_id, 200 + i, 'tasks', '00000000-0000-0000-0000-000000000000', now() - i * interval '1 second'
from planned;

drop table people, talks, spoken, planned;
reset session_replication_role;
