CREATE TYPE "public"."user_status" AS ENUM('active', 'suspended');--> statement-breakpoint
CREATE TYPE "public"."message_role" AS ENUM('user', 'assistant');--> statement-breakpoint
CREATE TYPE "public"."message_status" AS ENUM('streaming', 'complete', 'stopped', 'interrupted', 'failed');--> statement-breakpoint
CREATE TYPE "public"."tool_call_state" AS ENUM('pending_approval', 'running', 'succeeded', 'failed', 'denied');--> statement-breakpoint
CREATE TYPE "public"."date_order" AS ENUM('mdy', 'dmy');--> statement-breakpoint
CREATE TYPE "public"."messaging_platform" AS ENUM('none', 'whatsapp', 'sms', 'telegram', 'email');--> statement-breakpoint
CREATE TYPE "public"."theme" AS ENUM('system', 'light', 'dark');--> statement-breakpoint
CREATE TYPE "public"."actor" AS ENUM('user', 'assistant', 'mcp', 'channel', 'system');--> statement-breakpoint
CREATE TYPE "public"."task_priority" AS ENUM('none', 'low', 'medium', 'high', 'urgent');--> statement-breakpoint
CREATE TYPE "public"."update_type" AS ENUM('added', 'updated', 'rescheduled', 'completed', 'reopened', 'deleted', 'restored', 'undone');--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "rate_limits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"time_zone" text,
	"phone_number" text,
	"status" "user_status" DEFAULT 'active' NOT NULL,
	"last_active_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_phone_number_unique" UNIQUE("phone_number"),
	CONSTRAINT "users_email_not_blank" CHECK (btrim("users"."email") <> '')
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "verifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_metadata" (
	"user_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"topic" text,
	"focus_areas" text[] NOT NULL,
	"step_count" integer DEFAULT 0 NOT NULL,
	"message_count" integer DEFAULT 0 NOT NULL,
	"task_count_created" integer DEFAULT 0 NOT NULL,
	"task_count_completed" integer DEFAULT 0 NOT NULL,
	"last_tool_name" text,
	"last_tool_success" boolean,
	CONSTRAINT "conversation_metadata_user_id_conversation_id_pk" PRIMARY KEY("user_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "conversation_metadata" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"pinned_at" timestamp with time zone,
	"archived_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "conversations_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "conversations_title_length" CHECK (char_length("conversations"."title") <= 200)
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"parent_id" uuid,
	"role" "message_role" NOT NULL,
	"status" "message_status" NOT NULL,
	"content" text NOT NULL,
	"model" text,
	"input_tokens" integer,
	"output_tokens" integer,
	"error" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"heartbeat_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "messages_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "messages_user_not_blank" CHECK ("messages"."role" <> 'user' or "messages"."content" ~ '\S'),
	CONSTRAINT "messages_content_length" CHECK (char_length("messages"."content") <= 200000),
	CONSTRAINT "messages_running_is_assistant" CHECK ("messages"."role" = 'assistant' or "messages"."status" = 'complete')
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tool_calls" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"call_id" text NOT NULL,
	"step" integer NOT NULL,
	"content_offset" integer NOT NULL,
	"tool_name" text NOT NULL,
	"input" jsonb NOT NULL,
	"output" jsonb,
	"state" "tool_call_state" NOT NULL,
	"action_taken" text,
	"error" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "tool_calls_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
ALTER TABLE "tool_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_preferences" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"week_start" smallint DEFAULT 1 NOT NULL,
	"date_order" date_order DEFAULT 'mdy' NOT NULL,
	"morning_time" time DEFAULT '09:00:00' NOT NULL,
	"afternoon_time" time DEFAULT '15:00:00' NOT NULL,
	"evening_time" time DEFAULT '18:00:00' NOT NULL,
	"night_time" time DEFAULT '20:00:00' NOT NULL,
	"theme" "theme" DEFAULT 'system' NOT NULL,
	"default_personality" text DEFAULT 'calm' NOT NULL,
	"ai_memory_enabled" boolean DEFAULT true NOT NULL,
	"check_in_time" time DEFAULT '09:00:00' NOT NULL,
	"preferred_messaging_platform" "messaging_platform" DEFAULT 'none' NOT NULL,
	"messaging_platform_config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_preferences_week_start" CHECK ("user_preferences"."week_start" in (0, 1, 6))
);
--> statement-breakpoint
ALTER TABLE "user_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "task_updates" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"conversation_id" uuid,
	"message_id" uuid,
	"tool_call_id" uuid,
	"actor" "actor" NOT NULL,
	"update_type" "update_type" NOT NULL,
	"content" text NOT NULL,
	"changes" jsonb NOT NULL,
	"batch_id" uuid NOT NULL,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_updates_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
ALTER TABLE "task_updates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tasks" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"completed_at" timestamp with time zone,
	"completed" boolean GENERATED ALWAYS AS ((completed_at is not null)) STORED NOT NULL,
	"priority" "task_priority" DEFAULT 'none' NOT NULL,
	"due_date" date,
	"due_time" time(0),
	"time_zone" text,
	"position" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "tasks_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "tasks_title_not_blank" CHECK ("tasks"."title" ~ '\S'),
	CONSTRAINT "tasks_title_length" CHECK (char_length("tasks"."title") <= 500),
	CONSTRAINT "tasks_description_length" CHECK (char_length("tasks"."description") <= 10000),
	CONSTRAINT "tasks_time_needs_date" CHECK ("tasks"."due_time" is null or "tasks"."due_date" is not null),
	CONSTRAINT "tasks_zone_needs_time" CHECK ("tasks"."time_zone" is null or "tasks"."due_time" is not null)
);
--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_metadata" ADD CONSTRAINT "conversation_metadata_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_metadata" ADD CONSTRAINT "conversation_metadata_conversation_fk" FOREIGN KEY ("user_id","conversation_id") REFERENCES "public"."conversations"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_fk" FOREIGN KEY ("user_id","conversation_id") REFERENCES "public"."conversations"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_parent_fk" FOREIGN KEY ("user_id","parent_id") REFERENCES "public"."messages"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_calls" ADD CONSTRAINT "tool_calls_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_calls" ADD CONSTRAINT "tool_calls_message_fk" FOREIGN KEY ("user_id","message_id") REFERENCES "public"."messages"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_preferences" ADD CONSTRAINT "user_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_updates" ADD CONSTRAINT "task_updates_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_updates" ADD CONSTRAINT "task_updates_task_fk" FOREIGN KEY ("user_id","task_id") REFERENCES "public"."tasks"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_updates" ADD CONSTRAINT "task_updates_conversation_fk" FOREIGN KEY ("user_id","conversation_id") REFERENCES "public"."conversations"("user_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_updates" ADD CONSTRAINT "task_updates_message_fk" FOREIGN KEY ("user_id","message_id") REFERENCES "public"."messages"("user_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_updates" ADD CONSTRAINT "task_updates_tool_call_fk" FOREIGN KEY ("user_id","tool_call_id") REFERENCES "public"."tool_calls"("user_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user_id_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier_idx" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "conversations_recent_idx" ON "conversations" USING btree ("user_id","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "messages_thread_idx" ON "messages" USING btree ("user_id","conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_parent_idx" ON "messages" USING btree ("user_id","parent_id");--> statement-breakpoint
CREATE INDEX "messages_running_idx" ON "messages" USING btree ("user_id","conversation_id") WHERE status = 'streaming';--> statement-breakpoint
CREATE UNIQUE INDEX "tool_calls_call_idx" ON "tool_calls" USING btree ("user_id","message_id","call_id");--> statement-breakpoint
CREATE INDEX "task_updates_task_idx" ON "task_updates" USING btree ("user_id","task_id","id");--> statement-breakpoint
CREATE INDEX "task_updates_batch_idx" ON "task_updates" USING btree ("user_id","batch_id");--> statement-breakpoint
CREATE INDEX "task_updates_message_idx" ON "task_updates" USING btree ("user_id","message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "task_updates_conversation_idx" ON "task_updates" USING btree ("user_id","conversation_id") WHERE conversation_id is not null;--> statement-breakpoint
CREATE INDEX "task_updates_tool_call_idx" ON "task_updates" USING btree ("user_id","tool_call_id") WHERE tool_call_id is not null;--> statement-breakpoint
CREATE INDEX "tasks_open_idx" ON "tasks" USING btree ("user_id","due_date") WHERE completed_at is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_done_idx" ON "tasks" USING btree ("user_id","completed_at") WHERE completed_at is not null and deleted_at is null;--> statement-breakpoint
CREATE INDEX "tasks_trash_idx" ON "tasks" USING btree ("user_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE POLICY "users_read_self" ON "users" AS PERMISSIVE FOR SELECT TO "app_user" USING ("users"."id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "users_edit_self" ON "users" AS PERMISSIVE FOR UPDATE TO "app_user" USING ("users"."id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("users"."id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "conversation_metadata_owner" ON "conversation_metadata" AS PERMISSIVE FOR ALL TO "app_user" USING ("conversation_metadata"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("conversation_metadata"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "conversations_owner" ON "conversations" AS PERMISSIVE FOR ALL TO "app_user" USING ("conversations"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("conversations"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "messages_owner" ON "messages" AS PERMISSIVE FOR ALL TO "app_user" USING ("messages"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("messages"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "tool_calls_owner" ON "tool_calls" AS PERMISSIVE FOR ALL TO "app_user" USING ("tool_calls"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("tool_calls"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "user_preferences_owner" ON "user_preferences" AS PERMISSIVE FOR ALL TO "app_user" USING ("user_preferences"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("user_preferences"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "task_updates_owner" ON "task_updates" AS PERMISSIVE FOR ALL TO "app_user" USING ("task_updates"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("task_updates"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "tasks_owner" ON "tasks" AS PERMISSIVE FOR ALL TO "app_user" USING ("tasks"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("tasks"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);