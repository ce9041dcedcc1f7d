CREATE TABLE "usage_ledger" (
	"user_id" uuid NOT NULL,
	"transaction_id" bigint NOT NULL,
	"conversations" integer DEFAULT 0 NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"tasks" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_ledger_user_id_transaction_id_pk" PRIMARY KEY("user_id","transaction_id")
);
--> statement-breakpoint
ALTER TABLE "usage_ledger" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "messages_search_idx";--> statement-breakpoint
ALTER TABLE "usage_ledger" ADD CONSTRAINT "usage_ledger_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_long_idx" ON "messages" USING btree ("user_id","id") WHERE active and status <> 'streaming' and octet_length(content) > 8000;--> statement-breakpoint
CREATE INDEX "messages_search_idx" ON "messages" USING gin (user_id,searchable(content)) WITH (fastupdate=off) WHERE active and status <> 'streaming';--> statement-breakpoint
CREATE POLICY "usage_ledger_read" ON "usage_ledger" AS PERMISSIVE FOR SELECT TO "app_user" USING ("usage_ledger"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
-- Postgres's own compression takes 10 ms and more for a text of 200,000 characters; lz4, where the
-- server has it, less than one. Where it has not, long texts are kept as they are.
do $$
begin
  alter table public.messages alter column content set compression lz4;
exception when feature_not_supported then
  alter table public.messages alter column content set storage external;
end
$$;
--> statement-breakpoint
-- How much each person has, kept by the statements that change it. As owner of the tables, because
-- nobody signed in may write the ledger; only triggers call it. Of a person who is being deleted
-- nothing is kept.
create function public.note_usage(owner uuid, conversations bigint, messages bigint, tasks bigint, bytes bigint)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.usage_ledger (user_id, transaction_id, conversations, messages, tasks, bytes)
  select owner, pg_current_xact_id()::text::bigint, conversations, messages, tasks, bytes
  where (conversations, messages, tasks, bytes) <> (0, 0, 0, 0)
    and exists (select from public.users where id = owner)
  on conflict (user_id, transaction_id) do update set
    conversations = usage_ledger.conversations + excluded.conversations,
    messages = usage_ledger.messages + excluded.messages,
    tasks = usage_ledger.tasks + excluded.tasks,
    bytes = usage_ledger.bytes + excluded.bytes
$$;
--> statement-breakpoint
revoke all on function public.note_usage(uuid, bigint, bigint, bigint, bigint) from public;
--> statement-breakpoint
-- For each table what of a row counts, how many bytes it takes, and whether an update can change them.
-- A row counts 200 bytes besides its text. A task in the trash, which nothing purges, is no task but bytes. The ledger of who is here already begins with what they have.
do $do$
declare
  counted record;
  body text;
begin
  for counted in
    select * from (values
      ('conversations', 'conversations', '200', false),
      ('messages', 'messages', '200 + octet_length(content)', true),
      ('tasks', 'tasks', '200 + octet_length(title) + octet_length(description)', true),
      ('tool_calls', null, '200 + octet_length(input::text) + coalesce(octet_length(output::text), 0)', true),
      ('task_updates', null, '200 + octet_length(content) + octet_length(changes::text)', false),
      ('shared_snapshots', null, '200 + octet_length(content::text)', true)
    ) as kinds (table_name, counter, bytes, updated)
  loop
    body := format(
      $body$
begin
  if tg_op = 'INSERT' then
    perform public.note_usage(user_id, %1$s, %2$s, %3$s, sum(%4$s)) from added group by user_id;
  elsif tg_op = 'DELETE' then
    perform public.note_usage(user_id, -%1$s, -%2$s, -%3$s, -sum(%4$s)) from removed group by user_id;
  else
    perform public.note_usage(user_id, 0, 0, sum(tasks), sum(bytes)) from (
      select user_id, %5$s as tasks, %4$s as bytes from added
      union all
      select user_id, -(%5$s), -(%4$s) from removed
    ) as both_sides group by user_id having sum(bytes) <> 0 or sum(tasks) <> 0;
  end if;
  return null;
end
$body$,
      case when counted.counter = 'conversations' then 'count(*)' else '0::bigint' end,
      case when counted.counter = 'messages' then 'count(*)' else '0::bigint' end,
      case when counted.counter = 'tasks' then 'count(*) filter (where deleted_at is null)' else '0::bigint' end,
      counted.bytes,
      case when counted.counter = 'tasks' then '(deleted_at is null)::int' else '0' end);
    execute format(
      'create function public.count_%1$s() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$%2$s$f$',
      counted.table_name, body);
    execute format(
      'create trigger %1$s_count_added after insert on public.%1$s referencing new table as added for each statement execute function public.count_%1$s()',
      counted.table_name);
    execute format(
      'create trigger %1$s_count_removed after delete on public.%1$s referencing old table as removed for each statement execute function public.count_%1$s()',
      counted.table_name);
    if counted.updated then
      execute format(
        'create trigger %1$s_count_updated after update on public.%1$s referencing old table as removed new table as added for each statement execute function public.count_%1$s()',
        counted.table_name);
    end if;
    execute format(
      'insert into public.usage_ledger as known (user_id, transaction_id, %1$s bytes)
        select user_id, 0, %2$s sum(%3$s) from public.%4$s group by user_id
        on conflict (user_id, transaction_id) do update set %5$s bytes = known.bytes + excluded.bytes',
      coalesce(counted.counter || ',', ''),
      case counted.counter
        when 'tasks' then 'count(*) filter (where deleted_at is null),'
        when 'messages' then 'count(*),'
        when 'conversations' then 'count(*),'
        else ''
      end,
      counted.bytes,
      counted.table_name,
      case when counted.counter is null then ''
        else format('%1$s = known.%1$s + excluded.%1$s,', counted.counter) end);
  end loop;
end
$do$;
--> statement-breakpoint
-- As before (0003_search.sql), through what is indexed now; and what the index leaves out of long
-- texts is read through: the newest 50 that have all the letters of "far" and none of "never".
DROP FUNCTION "public"."search_messages";
--> statement-breakpoint
CREATE FUNCTION "public"."search_messages"(
	"query" tsquery,
	"literal" text,
	"far" text[],
	"never" text[],
	"after_rank" integer,
	"after_at" timestamp with time zone,
	"after_id" uuid,
	"most" integer
) RETURNS TABLE ("id" uuid, "rank" integer, "at" timestamp with time zone)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = ''
-- Plans are made for the words at hand. The one that must not be chosen reads all of a person's
-- messages in the order of another index and makes a tsvector of each.
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_indexscan = off
AS $$
DECLARE
	person constant uuid := nullif(pg_catalog.current_setting('app.user_id', true), '')::uuid;
BEGIN
	-- Without a person, or of words that are no words, there is nothing to find.
	IF person IS NULL OR pg_catalog.numnode(query) = 0 THEN
		RETURN;
	END IF;
	RETURN QUERY
	WITH near AS (
		SELECT m.id, m.conversation_id, m.created_at,
			pg_catalog.strpos(pg_catalog.lower(pg_catalog.left(m.content, 20000)), literal) > 0 AS exact
		FROM public.messages m
		WHERE m.user_id = person
			AND m.active AND m.status <> 'streaming' AND m.deleted_at IS NULL
			AND public.searchable(m.content) @@ query
	),
	long AS MATERIALIZED (
		SELECT m.id, m.conversation_id, m.created_at, pg_catalog.lower(m.content) AS letters
		FROM public.messages m
		WHERE m.user_id = person
			AND m.active AND m.status <> 'streaming' AND m.deleted_at IS NULL
			AND pg_catalog.octet_length(m.content) > 8000
			AND pg_catalog.cardinality(far) > 0
		ORDER BY m.id DESC
		LIMIT 50
	),
	found AS (
		SELECT near.* FROM near
		UNION ALL
		SELECT long.id, long.conversation_id, long.created_at, pg_catalog.strpos(long.letters, literal) > 0
		FROM long
		WHERE NOT EXISTS (SELECT FROM near WHERE near.id = long.id)
			AND NOT EXISTS (SELECT FROM pg_catalog.unnest(far) AS word WHERE pg_catalog.strpos(long.letters, word) = 0)
			AND NOT EXISTS (SELECT FROM pg_catalog.unnest(never) AS word WHERE pg_catalog.strpos(long.letters, word) > 0)
	),
	placed AS (
		SELECT found.id AS message_id, found.exact::int AS place,
			pg_catalog.date_trunc('milliseconds', found.created_at) AS moment
		FROM found
		WHERE EXISTS (
			SELECT FROM public.conversations c
			WHERE c.user_id = person AND c.id = found.conversation_id AND c.deleted_at IS NULL
		)
	)
	SELECT placed.message_id, placed.place, placed.moment
	FROM placed
	WHERE after_id IS NULL OR (placed.place, placed.moment, placed.message_id) < (after_rank, after_at, after_id)
	ORDER BY placed.place DESC, placed.moment DESC, placed.message_id DESC
	LIMIT least(most, 101);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION "public"."search_messages" FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "public"."search_messages" TO "app_user";
