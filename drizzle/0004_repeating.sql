CREATE TYPE "public"."recurrence_from" AS ENUM('due', 'completion');--> statement-breakpoint
ALTER TYPE "public"."update_type" ADD VALUE 'skipped' BEFORE 'reopened';--> statement-breakpoint
CREATE TABLE "labels" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labels_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "labels_name_not_blank" CHECK ("labels"."name" ~ '\S'),
	CONSTRAINT "labels_name_length" CHECK (char_length("labels"."name") <= 60)
);
--> statement-breakpoint
ALTER TABLE "labels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "projects" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "projects_user_id_id_pk" PRIMARY KEY("user_id","id"),
	CONSTRAINT "projects_name_not_blank" CHECK ("projects"."name" ~ '\S'),
	CONSTRAINT "projects_name_length" CHECK (char_length("projects"."name") <= 60)
);
--> statement-breakpoint
ALTER TABLE "projects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "task_labels" (
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	CONSTRAINT "task_labels_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
ALTER TABLE "task_labels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "tasks_done_idx";--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "deadline" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "duration_minutes" integer;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "project_id" uuid;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "recurrence" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "recurrence_from" "recurrence_from" DEFAULT 'due' NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "recurrence_start" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "turn_date" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "turn_time" time(0);--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "turns_over" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "last_turn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "done_at" timestamp with time zone GENERATED ALWAYS AS ((coalesce(completed_at, last_turn_at))) STORED;--> statement-breakpoint
ALTER TABLE "labels" ADD CONSTRAINT "labels_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_labels" ADD CONSTRAINT "task_labels_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_labels" ADD CONSTRAINT "task_labels_task_fk" FOREIGN KEY ("user_id","task_id") REFERENCES "public"."tasks"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_labels" ADD CONSTRAINT "task_labels_label_fk" FOREIGN KEY ("user_id","label_id") REFERENCES "public"."labels"("user_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "labels_name_idx" ON "labels" USING btree (user_id,lower(name));--> statement-breakpoint
CREATE UNIQUE INDEX "projects_name_idx" ON "projects" USING btree (user_id,lower(name));--> statement-breakpoint
CREATE UNIQUE INDEX "task_labels_once_idx" ON "task_labels" USING btree ("user_id","task_id","label_id");--> statement-breakpoint
CREATE INDEX "task_labels_label_idx" ON "task_labels" USING btree ("user_id","label_id");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_project_fk" FOREIGN KEY ("user_id","project_id") REFERENCES "public"."projects"("user_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_project_idx" ON "tasks" USING btree ("user_id","project_id") WHERE project_id is not null;--> statement-breakpoint
CREATE INDEX "tasks_done_idx" ON "tasks" USING btree ("user_id","done_at") WHERE done_at is not null and deleted_at is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_duration" CHECK ("tasks"."duration_minutes" between 1 and 1440);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_recurrence_length" CHECK (char_length("tasks"."recurrence") between 1 and 400);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_recurrence_whole" CHECK (("tasks"."recurrence" is null) = ("tasks"."recurrence_start" is null) and ("tasks"."recurrence" is null) = ("tasks"."turn_date" is null) and ("tasks"."turn_time" is null or "tasks"."turn_date" is not null));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_recurrence_needs_date" CHECK ("tasks"."recurrence" is null or "tasks"."due_date" is not null);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_turns_over" CHECK ("tasks"."turns_over" >= 0);--> statement-breakpoint
CREATE POLICY "labels_owner" ON "labels" AS PERMISSIVE FOR ALL TO "app_user" USING ("labels"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("labels"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "projects_owner" ON "projects" AS PERMISSIVE FOR ALL TO "app_user" USING ("projects"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("projects"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);--> statement-breakpoint
CREATE POLICY "task_labels_owner" ON "task_labels" AS PERMISSIVE FOR ALL TO "app_user" USING ("task_labels"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid) WITH CHECK ("task_labels"."user_id" = (nullif(current_setting('app.user_id', true), ''))::uuid);