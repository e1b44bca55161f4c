CREATE TABLE "pairing" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"conference_id" text,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "pairing_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "pairing" ADD CONSTRAINT "pairing_token_hash_session_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."session"("token_hash") ON DELETE cascade ON UPDATE no action;