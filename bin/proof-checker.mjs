// The stand-alone checker of proofs: one HTML file that holds its program and its style, and may load and send nothing. Built
// from the same sources as the page that checks proofs; the same sources give the same bytes.
import { createHash } from "node:crypto";

export const CHECKER_FILE = "proof-checker.html";

/**
 * @param {{ script: string, style: string }} parts
 * @returns {string} the whole page; its policy names the hashes of its own two parts and allows nothing else
 */
export function checkerPage({ script, style }) {
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
    throw new Error("the checker's parts would end their own element");
  const hashOf = (text) =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Yanlu: check a proof · 言路：核对证明文件</title>
<style>${style}</style>
</head>
<body>
<noscript>
<p>这个页面要运行自己的脚本才能核对。可以改用程序核对，见本站的说明。</p>
<p lang="en">This page needs its own script to check a file. A program can do it instead; see the portal's documentation.</p>
</noscript>
<script>${script}</script>
</body>
</html>
`;
}
