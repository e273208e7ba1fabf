// The licenses of what a bundle contains, as their texts demand of whoever passes it on.

import { readdir, readFile } from 'node:fs/promises';

const PACKAGE = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/;
const NOTICE = /^(licen[sc]e|notice|thirdpartynotices)/i;
const RULE = '='.repeat(80);
// graphiql/style.css carries fonts whose licenses lie in no npm package.
const FONTS = `The style sheet embeds the fonts Roboto (Copyright Google, Apache License 2.0),
Fira Code (Copyright The Fira Code Project Authors, SIL Open Font License 1.1) and
Codicons (Copyright Microsoft Corporation, CC BY 4.0).
`;

/** Name, version, license and notices of each npm package that `inputs`, paths of bundled files, lie in. */
export async function thirdParty(inputs) {
  const folders = inputs.map((path) => path.match(PACKAGE)?.[0]).filter(Boolean);
  const notices = await Promise.all([...new Set(folders)].map(notice));
  return [FONTS, ...new Set(notices.sort())].join(`\n${RULE}\n`);
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const files = (await readdir(folder)).filter((file) => NOTICE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim()), ''].join('\n\n');
}
