-- What a commit changed, for the person's other tabs and devices: docs/decisions/0015.
-- Every function runs as the owner of the tables, because nobody signed in may write user_changes.
-- Only triggers call note_change: a person's own queries could name somebody else.
create or replace function public.note_change(owner uuid, about public.change_topic, subject uuid)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.user_changes (user_id, transaction_id, topic, subject_id)
  values (owner, pg_current_xact_id()::text::bigint, about, subject)
  on conflict do nothing;
  perform pg_notify('saydo_changes', owner::text);
end
$$;
--> statement-breakpoint
revoke all on function public.note_change(uuid, public.change_topic, uuid) from public;
--> statement-breakpoint
create or replace function public.note_task_change()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.note_change(
    coalesce(new.user_id, old.user_id), 'tasks', '00000000-0000-0000-0000-000000000000');
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.note_conversation_change()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.note_change(
    coalesce(new.user_id, old.user_id), 'conversations', coalesce(new.id, old.id));
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.note_message_change()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  owner uuid := coalesce(new.user_id, old.user_id);
  conversation uuid := coalesce(new.conversation_id, old.conversation_id);
begin
  perform public.note_change(owner, 'messages', conversation);
  perform public.note_change(owner, 'conversations', conversation);
  return null;
end
$$;
--> statement-breakpoint
-- For who follows or writes an answer: text that was saved, and every turn of its fate.
create or replace function public.notify_answer()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('saydo_answers', coalesce(new.id, old.id)::text);
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.note_call_change()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.note_change(new.user_id, 'messages', m.conversation_id)
    from public.messages m where m.user_id = new.user_id and m.id = new.message_id;
  perform pg_notify('saydo_answers', new.message_id::text);
  return null;
end
$$;
--> statement-breakpoint
create or replace function public.note_rating_change()
returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.note_change(m.user_id, 'messages', m.conversation_id)
    from public.messages m
    where m.user_id = coalesce(new.user_id, old.user_id)
      and m.id = coalesce(new.message_id, old.message_id);
  return null;
end
$$;
--> statement-breakpoint
create or replace trigger tasks_write after insert or update on public.tasks
  for each row execute function public.note_task_change();
--> statement-breakpoint
-- A delete that cascades says nothing: the delete above it does, and of a person nobody is left to
-- be told.
create or replace trigger tasks_delete after delete on public.tasks
  for each row when (pg_trigger_depth() = 0) execute function public.note_task_change();
--> statement-breakpoint
create or replace trigger conversations_insert after insert on public.conversations
  for each row execute function public.note_conversation_change();
--> statement-breakpoint
create or replace trigger conversations_update after update on public.conversations
  for each row when (
    (old.title, old.updated_at, old.read_at, old.pinned_at, old.archived_at, old.deleted_at)
    is distinct from
    (new.title, new.updated_at, new.read_at, new.pinned_at, new.archived_at, new.deleted_at))
  execute function public.note_conversation_change();
--> statement-breakpoint
create or replace trigger conversations_delete after delete on public.conversations
  for each row when (pg_trigger_depth() = 0) execute function public.note_conversation_change();
--> statement-breakpoint
create or replace trigger messages_insert after insert on public.messages
  for each row execute function public.note_message_change();
--> statement-breakpoint
-- Not when a running answer saves its text: once a second, that would be a row a second.
create or replace trigger messages_update after update on public.messages
  for each row when (
    (old.status, old.active, old.deleted_at, old.parent_id)
    is distinct from (new.status, new.active, new.deleted_at, new.parent_id)
    or (new.status <> 'streaming' and old.content is distinct from new.content))
  execute function public.note_message_change();
--> statement-breakpoint
create or replace trigger messages_delete after delete on public.messages
  for each row when (pg_trigger_depth() = 0) execute function public.note_message_change();
--> statement-breakpoint
create or replace trigger messages_answer_update after update on public.messages
  for each row when (new.role = 'assistant') execute function public.notify_answer();
--> statement-breakpoint
-- With or without a cascade: whoever writes it has to learn that it is gone.
create or replace trigger messages_answer_delete after delete on public.messages
  for each row when (old.status = 'streaming') execute function public.notify_answer();
--> statement-breakpoint
create or replace trigger tool_calls_write after insert or update on public.tool_calls
  for each row execute function public.note_call_change();
--> statement-breakpoint
create or replace trigger message_ratings_write after insert or update or delete
  on public.message_ratings
  for each row execute function public.note_rating_change();
