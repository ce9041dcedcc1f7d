-- Full text over the messages of the person that the transaction speaks for.
--
-- Under row-level security @@ may not run before the policy has been checked, because it isn't
-- leakproof, so a query of app_user can't use messages_search_idx. This function reads as the
-- tables' owner and repeats the policy's condition itself. It answers with ids and places in the
-- order alone: what they hold is read under row-level security.
CREATE FUNCTION "public"."search_messages"(
	"query" tsquery,
	"literal" text,
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
	WITH found AS (
		SELECT m.id AS message_id,
			CASE WHEN pg_catalog.strpos(pg_catalog.lower(m.content), literal) > 0 THEN 1 ELSE 0 END AS place,
			pg_catalog.date_trunc('milliseconds', m.created_at) AS moment
		FROM public.messages m
		WHERE m.user_id = person
			AND m.active AND m.status <> 'streaming' AND m.deleted_at IS NULL
			AND pg_catalog.to_tsvector('english', m.content) @@ query
			AND EXISTS (
				SELECT FROM public.conversations c
				WHERE c.user_id = person AND c.id = m.conversation_id AND c.deleted_at IS NULL
			)
	)
	SELECT found.message_id, found.place, found.moment
	FROM found
	WHERE after_id IS NULL OR (found.place, found.moment, found.message_id) < (after_rank, after_at, after_id)
	ORDER BY found.place DESC, found.moment DESC, found.message_id DESC
	LIMIT least(most, 101);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION "public"."search_messages" FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "public"."search_messages" TO "app_user";
