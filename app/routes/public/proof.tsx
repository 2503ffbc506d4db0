import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useParams } from "@remix-run/react";
import { publicModules } from "virtual:public-modules";
import { languageOf, titleOf } from "#app/components/layout/page-title";
import { publicHref, PublicPage } from "#app/components/layout/public-page";
import { CheckForm, FILE_FIELD } from "#app/components/proof/check-form";
import { ProofResult } from "#app/components/proof/proof-result";
import { CHECKER_PATH, proofWords } from "#app/content/proof";
import { proofView } from "#app/content/proof-view";
import type { ProofReport } from "#app/crypto/tlog/proof-file";
import type { RouteHandle } from "#app/root";
import { checkSentProof } from "#app/server/check-sent-proof.server";
import { publicLoader, tipsterAction } from "#app/server/guards.server";

const statusOf = { noFile: 400, tooLarge: 400, busy: 429 } as const;
type Answer =
  | { readonly report: ProofReport }
  | { readonly refusal: keyof typeof statusOf };

export const handle: RouteHandle = { module: publicModules.proofPage };

export const loader = publicLoader(() => null);

/** Only where no script runs; what was sent is neither kept nor noted. */
export const action = tipsterAction(async ({ request }) => {
  const answer = await checkSentProof(request, FILE_FIELD);
  return data<Answer>(answer, {
    status: "refusal" in answer ? statusOf[answer.refusal] : 200,
  });
});

export const meta: MetaFunction = ({ params }) => {
  const language = languageOf(params);
  return titleOf(language, proofWords[language].title);
};

export default function Proof() {
  const language = languageOf(useParams());
  const words = proofWords[language];
  const answer = useActionData<typeof action>() as Answer | undefined;
  return (
    <PublicPage language={language} path="proof">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <CheckForm
        language={language}
        action={publicHref(language, "proof")}
        whoChecks={words.privacyServer}
        error={answer && "refusal" in answer ? words[answer.refusal] : null}
      >
        {answer && "report" in answer && (
          <ProofResult
            language={language}
            by={words.byServer}
            view={proofView(answer.report, language)}
          />
        )}
      </CheckForm>
      <h2>{words.offlineTitle}</h2>
      <p>{words.offline}</p>
      <p>
        <a href={CHECKER_PATH} download>
          {words.download}
        </a>
      </p>
      <p className="hint">{words.downloadNote}</p>
    </PublicPage>
  );
}
