-- Leads that tell of one fact. Who was first among them is not kept here: the log says it.

-- CreateTable
CREATE TABLE "fact" (
    "id" UUID NOT NULL,
    "misconduct_code" TEXT NOT NULL,
    "made_by" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_fact" (
    "fact_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "misconduct_code" TEXT NOT NULL,
    "linked_by" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_fact_pkey" PRIMARY KEY ("fact_id","lead_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fact_id_misconduct_code_key" ON "fact"("id", "misconduct_code");
-- a lead has one place on the facts of one code: two officers who link it to two facts at once meet here
CREATE UNIQUE INDEX "lead_fact_lead_id_misconduct_code_key" ON "lead_fact"("lead_id", "misconduct_code");
-- leads that could tell of the same fact
CREATE INDEX "lead_area_code_subject_kind_idx" ON "lead"("area_code", "subject_kind");

-- AddForeignKey
ALTER TABLE "lead_fact" ADD CONSTRAINT "lead_fact_fact_id_misconduct_code_fkey" FOREIGN KEY ("fact_id", "misconduct_code") REFERENCES "fact"("id", "misconduct_code") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lead_fact" ADD CONSTRAINT "lead_fact_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
