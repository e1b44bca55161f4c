CREATE TABLE "refused" (
	"room_id" text NOT NULL,
	"act_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"code" text NOT NULL,
	"details" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "refused_room_id_act_id_pk" PRIMARY KEY("room_id","act_id")
);
--> statement-breakpoint
ALTER TABLE "refused" ADD CONSTRAINT "refused_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;