CREATE TYPE "public"."change_topic" AS ENUM('tasks', 'conversations', 'messages');--> statement-breakpoint
CREATE TYPE "public"."titled_by" AS ENUM('words', 'model', 'person');--> statement-breakpoint
CREATE TABLE "user_changes" (
	"user_id" uuid NOT NULL,
	"transaction_id" bigint NOT NULL,
	"topic" "change_topic" NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_changes_user_id_transaction_id_topic_subject_id_pk" PRIMARY KEY("user_id","transaction_id","topic","subject_id")
);
--> statement-breakpoint
ALTER TABLE "user_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_ratings" (
	"user_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"rating" smallint NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_ratings_user_id_message_id_pk" PRIMARY KEY("user_id","message_id"),
	CONSTRAINT "message_ratings_rating" CHECK ("message_ratings"."rating" in (-1, 1)),
	CONSTRAINT "message_ratings_note_length" CHECK (char_length("message_ratings"."note") <= 2000)
);
--> statement-breakpoint
ALTER TABLE "message_ratings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shared_snapshots" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"title" text NOT NULL,
	"content" jsonb NOT NULL,
	"with_tasks" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "shared_snapshots_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "shared_snapshots_title_length" CHECK (char_length("shared_snapshots"."title") <= 200)
);
--> statement-breakpoint
ALTER TABLE "shared_snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "conversations_recent_idx";--> statement-breakpoint
DROP INDEX "messages_thread_idx";--> statement-breakpoint
DROP INDEX "messages_parent_idx";--> statement-breakpoint
DROP INDEX "messages_running_idx";--> statement-breakpoint
ALTER TABLE "conversation_metadata" ADD COLUMN "summary" text;--> statement-breakpoint
ALTER TABLE "conversation_metadata" ADD COLUMN "summary_through" uuid;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "titled_by" "titled_by" DEFAULT 'words' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_changes" ADD CONSTRAINT "user_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_ratings" ADD CONSTRAINT "message_ratings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_ratings" ADD CONSTRAINT "message_ratings_message_fk" FOREIGN KEY ("user_id","message_id") REFERENCES "public"."messages"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_snapshots" ADD CONSTRAINT "shared_snapshots_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_snapshots" ADD CONSTRAINT "shared_snapshots_conversation_fk" FOREIGN KEY ("user_id","conversation_id") REFERENCES "public"."conversations"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_changes_age_idx" ON "user_changes" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shared_snapshots_token_idx" ON "shared_snapshots" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "shared_snapshots_conversation_idx" ON "shared_snapshots" USING btree ("user_id","conversation_id");--> statement-breakpoint
CREATE INDEX "conversations_pinned_idx" ON "conversations" USING btree ("user_id","pinned_at") WHERE deleted_at is null and archived_at is null and pinned_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_archived_idx" ON "conversations" USING btree ("user_id","archived_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_trash_idx" ON "conversations" USING btree ("user_id","deleted_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_purge_idx" ON "conversations" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "messages_root_idx" ON "messages" USING btree ("conversation_id") WHERE parent_id is null;--> statement-breakpoint
CREATE INDEX "messages_purge_idx" ON "messages" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "messages_search_idx" ON "messages" USING gin (user_id,to_tsvector('english', content)) WHERE active and status <> 'streaming';--> statement-breakpoint
CREATE INDEX "tool_calls_waiting_idx" ON "tool_calls" USING btree ("started_at") WHERE state = 'pending_approval';--> statement-breakpoint
CREATE INDEX "conversations_recent_idx" ON "conversations" USING btree ("user_id","updated_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE deleted_at is null and archived_at is null and pinned_at is null;--> statement-breakpoint
CREATE INDEX "messages_thread_idx" ON "messages" USING btree ("conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_parent_idx" ON "messages" USING btree ("parent_id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "messages_running_idx" ON "messages" USING btree ("conversation_id") WHERE status = 'streaming';--> statement-breakpoint
CREATE POLICY "user_changes_read" ON "user_changes" AS PERMISSIVE FOR SELECT TO "app_user" USING ("user_changes"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "message_ratings_owner" ON "message_ratings" AS PERMISSIVE FOR ALL TO "app_user" USING ("message_ratings"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("message_ratings"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "shared_snapshots_owner" ON "shared_snapshots" AS PERMISSIVE FOR ALL TO "app_user" USING ("shared_snapshots"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("shared_snapshots"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "shared_snapshots_by_link" ON "shared_snapshots" AS PERMISSIVE FOR SELECT TO "app_user" USING ("shared_snapshots"."token_hash" = nullif(current_setting('app.link_hash', true), ''));