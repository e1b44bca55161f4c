CREATE TABLE "erased" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "participant" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "participant" ALTER COLUMN "name" DROP NOT NULL;