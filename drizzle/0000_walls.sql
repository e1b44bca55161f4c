CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL,
	"password_hash" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "account_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "arena" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"leader_id" text
);
--> statement-breakpoint
CREATE TABLE "arena_member" (
	"arena_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "arena_member_arena_id_person_id_pk" PRIMARY KEY("arena_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "conference" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"date" text NOT NULL,
	"starts_at" integer NOT NULL,
	"lang" text NOT NULL,
	"join_code" text NOT NULL,
	"phase" jsonb NOT NULL,
	"undo" jsonb,
	"colour_by" text NOT NULL,
	"apart" jsonb NOT NULL,
	"rules" jsonb DEFAULT '{"together":[],"spread":[{"attribute":"profession","weight":1}],"atMostOne":[],"atLeastOne":[],"leaders":[],"leadersStay":false,"memory":0.5}'::jsonb NOT NULL,
	"clock" jsonb NOT NULL,
	"scene" jsonb NOT NULL,
	"scene_before" jsonb NOT NULL,
	"dark" boolean NOT NULL,
	"cue" integer NOT NULL,
	"notice" jsonb,
	"key_screen" integer NOT NULL,
	"key_guest" integer NOT NULL,
	"key_tables" jsonb NOT NULL,
	"publish_override" text,
	CONSTRAINT "conference_join_code_unique" UNIQUE("join_code")
);
--> statement-breakpoint
CREATE TABLE "round_group" (
	"id" text PRIMARY KEY NOT NULL,
	"conference_id" text NOT NULL,
	"round_id" text NOT NULL,
	"table_number" integer NOT NULL,
	"place" text NOT NULL,
	"leader_id" text,
	"recorder_id" text,
	"published" boolean NOT NULL,
	"handed_in_at" bigint,
	"help_at" bigint,
	CONSTRAINT "group_table" UNIQUE("round_id","table_number")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"id" text PRIMARY KEY NOT NULL,
	"conference_id" text NOT NULL,
	"position" integer NOT NULL,
	"type" text NOT NULL,
	"title" text NOT NULL,
	"note" text NOT NULL,
	"minutes" integer NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"round" jsonb,
	"over_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"room_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"act_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"actor" text NOT NULL,
	"fact" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "journal_room_id_seq_pk" PRIMARY KEY("room_id","seq"),
	CONSTRAINT "journal_act" UNIQUE("room_id","act_id")
);
--> statement-breakpoint
CREATE TABLE "measure" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"conference_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"title" text NOT NULL,
	"level" text NOT NULL,
	"plan" jsonb NOT NULL,
	"state" jsonb NOT NULL,
	"log" jsonb NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "minute" (
	"id" text PRIMARY KEY NOT NULL,
	"conference_id" text NOT NULL,
	"plenum_id" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"points" jsonb NOT NULL,
	"version" integer NOT NULL,
	"other" text,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "municipality" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" text,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "pairing" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"conference_id" text,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "pairing_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"id" text PRIMARY KEY NOT NULL,
	"conference_id" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"attributes" jsonb NOT NULL,
	"attendance" text NOT NULL,
	"walk_in" boolean NOT NULL,
	CONSTRAINT "participant_once" UNIQUE("conference_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"staff_number" text,
	"unit" text,
	"attributes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"point_id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"conference_id" text NOT NULL,
	"theme_id" text,
	"aside" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"conference_id" text NOT NULL,
	"theme_ids" jsonb NOT NULL,
	"point_ids" jsonb NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"hearings" jsonb NOT NULL,
	"decision" jsonb,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role" (
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"scope_kind" text NOT NULL,
	"scope_id" text NOT NULL,
	CONSTRAINT "role_account_id_role_scope_id_pk" PRIMARY KEY("account_id","role","scope_id")
);
--> statement-breakpoint
CREATE TABLE "room" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school" (
	"id" text PRIMARY KEY NOT NULL,
	"municipality_id" text NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seat" (
	"round_id" text NOT NULL,
	"participant_id" text NOT NULL,
	"group_id" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "seat_round_id_participant_id_pk" PRIMARY KEY("round_id","participant_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"grants" jsonb NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "table_point" (
	"id" text PRIMARY KEY NOT NULL,
	"conference_id" text NOT NULL,
	"round_id" text NOT NULL,
	"prompt_id" text NOT NULL,
	"group_id" text NOT NULL,
	"table_number" integer NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"lang" text NOT NULL,
	"type" text,
	"state" text NOT NULL,
	"late" boolean NOT NULL,
	"shelved" boolean NOT NULL,
	"version" integer NOT NULL,
	"other" text,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "theme" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"conference_id" text NOT NULL,
	"title" text NOT NULL,
	"colour" integer NOT NULL,
	"position" integer NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "arena" ADD CONSTRAINT "arena_leader_id_person_id_fk" FOREIGN KEY ("leader_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arena_member" ADD CONSTRAINT "arena_member_arena_id_arena_id_fk" FOREIGN KEY ("arena_id") REFERENCES "public"."arena"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arena_member" ADD CONSTRAINT "arena_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conference" ADD CONSTRAINT "conference_id_room_id_fk" FOREIGN KEY ("id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_group" ADD CONSTRAINT "round_group_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_group" ADD CONSTRAINT "round_group_round_id_item_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."item"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal" ADD CONSTRAINT "journal_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure" ADD CONSTRAINT "measure_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure" ADD CONSTRAINT "measure_proposal_id_proposal_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute" ADD CONSTRAINT "minute_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute" ADD CONSTRAINT "minute_plenum_id_item_id_fk" FOREIGN KEY ("plenum_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing" ADD CONSTRAINT "pairing_token_hash_session_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."session"("token_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_point_id_table_point_id_fk" FOREIGN KEY ("point_id") REFERENCES "public"."table_point"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_theme_id_theme_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."theme"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role" ADD CONSTRAINT "role_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school" ADD CONSTRAINT "school_municipality_id_municipality_id_fk" FOREIGN KEY ("municipality_id") REFERENCES "public"."municipality"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_round_id_item_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."item"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_participant_id_participant_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."participant"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_group_id_round_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."round_group"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_point" ADD CONSTRAINT "table_point_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_point" ADD CONSTRAINT "table_point_round_id_item_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_point" ADD CONSTRAINT "table_point_group_id_round_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."round_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "theme" ADD CONSTRAINT "theme_conference_id_conference_id_fk" FOREIGN KEY ("conference_id") REFERENCES "public"."conference"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "arena_owner" ON "arena" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "conference_owner" ON "conference" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "item_conference" ON "item" USING btree ("conference_id");--> statement-breakpoint
CREATE INDEX "measure_owner" ON "measure" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "minute_conference" ON "minute" USING btree ("conference_id");--> statement-breakpoint
CREATE INDEX "person_owner" ON "person" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "placement_owner" ON "placement" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "proposal_owner" ON "proposal" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "seat_group" ON "seat" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "point_conference" ON "table_point" USING btree ("conference_id");--> statement-breakpoint
CREATE INDEX "point_group" ON "table_point" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "theme_owner" ON "theme" USING btree ("owner_id");