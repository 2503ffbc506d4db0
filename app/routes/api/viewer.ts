import viewerUrl from "#app/browser/staff/viewer/file-viewer.ts?worker&url";
import { openApiGet } from "#app/server/guards.server";
import viewerStyles from "#app/styles/file-viewer.css?url";

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>-</title>
<link rel="stylesheet" href="${viewerStyles}" crossorigin>
<script type="module" src="${viewerUrl}" crossorigin></script>
</head>
<body></body>
</html>
`;

/**
 * The document of the frame in which staff pages show a decrypted file: the same bytes for everybody, with nothing in it. Its
 * headers (`app/server/http.server.ts`) take every right from it.
 */
export const loader = openApiGet(
  () =>
    new Response(page, {
      headers: { "Content-Type": "text/html; charset=utf-8" },
    }),
);
