-- A year of bench.people people: 28 conversations each, of 22 to 49 messages; 1,000 messages each.
-- Written in the order of time, so that the rows of one person lie as scattered as they would.
set session_replication_role = replica;
set statement_timeout = 0;
set work_mem = '512MB';

create function pg_temp.v7(at timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3)
    || '8' || substr(md5(random()::text), 1, 15))::uuid
$$;

-- Words as people use them: the second half as often as the first, and so on through 20,000. The
-- commonest are a third of all words and are those that search leaves out (English prose has four
-- in ten); then come those of a todo list; the rest are letters about as frequent as in English.
create function pg_temp.words(many int) returns text language sql volatile as $$
  select string_agg(coalesce((array['the','to','a','and','of','in','is','it','that','for','on',
    'you','was','with','as','at','this','be','or','by','your','an','are','from','not','have','will',
    'can','i','do','add','tomorrow','milk','call','dentist','friday','move','report','next','week',
    'buy','flowers','mum','list','due','monday','5pm','high','priority','done','nothing','else',
    'today','plan','trip','book','table','review','budget','send','invoice','pay','rent','water',
    'plants'])[rank],
    left(translate(md5(rank::text), '0123456789abcdef', 'etaoinsrhldcumfp'), 4 + rank % 4)), ' ')
  from (select floor(exp(random() * ln(20000)))::int as rank from generate_series(1, many)) said
$$;

insert into users (id, name, email, email_verified, time_zone, created_at)
select pg_temp.v7(at), 'Person ' || n, 'person' || n || '@bench.example', true, 'Europe/Berlin', at
from (select n, now() - interval '366 days' as at
  from generate_series(1, current_setting('bench.people')::int) n) people;

create temp table talk as
select u.id as user_id, i, case i when 0 then 28 else 22 + i end as length,
  now() - random() * interval '365 days' as at, null::uuid as id
from users u, generate_series(0, 27) i;
update talk set id = pg_temp.v7(at);

-- As the app writes them: a question and its answer in one statement, a millisecond apart.
create temp table spoken as
select t.user_id, t.id as conversation_id, k, said.at, pg_temp.v7(said.at) as id
from talk t, generate_series(0, t.length - 1) k,
  lateral (select t.at + (k / 2) * interval '74 seconds' + (k % 2) * interval '1 millisecond' as at)
    said;
create index on spoken (conversation_id, k);
analyze spoken;

insert into conversations (user_id, id, title, created_at, updated_at)
select user_id, id, initcap(pg_temp.words(6)), date_trunc('milliseconds', at),
  date_trunc('milliseconds', at + length * interval '37 seconds')
from talk order by at;

insert into conversation_metadata (user_id, conversation_id, focus_areas, step_count, message_count,
  task_count_created, last_tool_name, last_tool_success)
select user_id, id, '{}', length, length, 5, 'add_task', true from talk order by at;

insert into messages (user_id, id, conversation_id, parent_id, role, status, content, model,
  input_tokens, output_tokens, created_at, finished_at)
select s.user_id, s.id, s.conversation_id, before.id,
  (case s.k % 2 when 0 then 'user' else 'assistant' end)::message_role, 'complete',
  -- 60 to 260 characters, 150 on average: what is asked is shorter than what is answered.
  case s.k % 2 when 0 then pg_temp.words(12 + (random() * 13)::int)
    else pg_temp.words(24 + (random() * 26)::int) end,
  case s.k % 2 when 1 then 'gpt-5.4-mini' end,
  case s.k % 2 when 1 then 2400 end, case s.k % 2 when 1 then 80 end,
  date_trunc('milliseconds', s.at),
  case s.k % 2 when 1 then date_trunc('milliseconds', s.at + interval '2 seconds') end
from spoken s
left join spoken before on before.conversation_id = s.conversation_id and before.k = s.k - 1
order by s.at;

-- Two of five answers made a call.
insert into tool_calls (user_id, id, message_id, call_id, step, content_offset, tool_name, input,
  output, state, action_taken, started_at, finished_at)
select s.user_id, pg_temp.v7(s.at), s.id, 'call_' || substr(md5(random()::text), 1, 24), 0, 0,
  'add_task',
  jsonb_build_object('tasks', jsonb_build_array(jsonb_build_object('title', 'Call the dentist',
    'due_date', '2026-11-24', 'priority', 'high'))),
  jsonb_build_object('tasks', jsonb_build_array(jsonb_build_object('id', pg_temp.v7(s.at),
    'title', 'Call the dentist', 'description', '', 'due_date', '2026-11-24', 'due_time', null,
    'time_zone', null, 'weekday', 'Tuesday', 'overdue', false, 'priority', 'high',
    'completed', false, 'completed_at', null, 'deleted', false, 'version', 1)),
    'failures', '[]'::jsonb, 'batch_id', s.id),
  'succeeded', 'Added “Call the dentist”.', s.at, s.at
from spoken s
where s.k % 2 = 1 and random() < 0.4
order by s.at;

drop table talk, spoken;
reset session_replication_role;
reset work_mem;
