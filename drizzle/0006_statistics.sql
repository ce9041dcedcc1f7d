-- A conversation is one person's. Postgres takes two columns for independent unless it is told, and
-- then believes a conversation a thousand times shorter than it is: it read long ones whole to sort
-- them. drizzle-kit knows no such statistics, so this is a migration of its own.
create statistics if not exists public.messages_conversation_is_one_persons (dependencies)
  on user_id, conversation_id from public.messages;
--> statement-breakpoint
analyze public.messages;
