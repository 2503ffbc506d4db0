-- Forms sealed before this migration do not say what they are (app/crypto/bound-form.ts), and names had no key of their own. No
-- release was made with them; a trial database that holds tips must be made anew.
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM tip) THEN
    RAISE EXCEPTION 'this database holds tips of a version before the first release, which cannot be carried over; remove its data folder (var/) or use an empty database';
  END IF;
END $$;

-- DropForeignKey
ALTER TABLE "sealed_identity" DROP CONSTRAINT "sealed_identity_office_key_id_fkey";

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "read" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "office_key" ADD COLUMN     "serial" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "invitation_expires" TIMESTAMPTZ(3),
ADD COLUMN     "invitation_hash" BYTEA,
ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sealed_identity" DROP COLUMN "office_key_id",
ADD COLUMN     "inbox_wrap" BYTEA NOT NULL,
ADD COLUMN     "recipient" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "tip" ADD COLUMN     "release" TEXT;

-- CreateTable
CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "prf_salt" BYTEA,
    "user_key_wrap" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_challenge" (
    "id" UUID NOT NULL,
    "challenge" BYTEA NOT NULL,
    "person_id" UUID,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_key" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "shares" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "recovery_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_key_recovery" (
    "office_key_id" UUID NOT NULL,
    "recovery_key_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "office_key_recovery_pkey" PRIMARY KEY ("office_key_id","recovery_key_id")
);

-- CreateTable
CREATE TABLE "identity_key_wrap" (
    "tip_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "identity_key_wrap_pkey" PRIMARY KEY ("tip_id","office_key_id")
);

-- CreateTable
CREATE TABLE "struck_out_office" (
    "tip_id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "struck_out_office_pkey" PRIMARY KEY ("tip_id","office_id")
);

-- CreateTable
CREATE TABLE "hand_over" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "from_office_id" UUID NOT NULL,
    "to_office_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "thread_wrap" BYTEA NOT NULL,
    "case_wrap" BYTEA,
    "identity_wrap" BYTEA,
    "state" TEXT NOT NULL,
    "offered_by" UUID NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "reason_code" TEXT,

    CONSTRAINT "hand_over_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_document" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source_file_id" UUID,
    "storage_key" TEXT NOT NULL,
    "sealed_bytes" BIGINT NOT NULL,
    "author_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "sealed_bytes" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL DEFAULT 0,
    "started_day" DATE NOT NULL,
    "storage_key" TEXT,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_part" (
    "storage_key" TEXT NOT NULL,
    "upload_id" TEXT NOT NULL,
    "start" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "upload_part_pkey" PRIMARY KEY ("storage_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_person_id_idx" ON "passkey"("person_id");

-- CreateIndex
CREATE INDEX "hand_over_lead_id_idx" ON "hand_over"("lead_id");

-- CreateIndex
CREATE INDEX "hand_over_to_office_id_state_idx" ON "hand_over"("to_office_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "case_document_storage_key_key" ON "case_document"("storage_key");

-- CreateIndex
CREATE INDEX "case_document_lead_id_idx" ON "case_document"("lead_id");

-- CreateIndex
CREATE INDEX "upload_part_upload_id_idx" ON "upload_part"("upload_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_invitation_hash_key" ON "person"("invitation_hash");

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_key_recovery" ADD CONSTRAINT "office_key_recovery_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_key_recovery" ADD CONSTRAINT "office_key_recovery_recovery_key_id_fkey" FOREIGN KEY ("recovery_key_id") REFERENCES "recovery_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_key_wrap" ADD CONSTRAINT "identity_key_wrap_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "sealed_identity"("tip_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_key_wrap" ADD CONSTRAINT "identity_key_wrap_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "struck_out_office" ADD CONSTRAINT "struck_out_office_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_document" ADD CONSTRAINT "case_document_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
