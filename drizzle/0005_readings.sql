CREATE TYPE "public"."next_weekday" AS ENUM('nearest', 'after');--> statement-breakpoint
ALTER TABLE "user_preferences" ADD COLUMN "date_order_chosen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "user_preferences" ADD COLUMN "next_weekday" "next_weekday" DEFAULT 'nearest' NOT NULL;