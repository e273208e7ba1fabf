// The GraphiQL page. Plain modules without JSX, because the file serves twice: bundled by
// build.mjs, or as it stands, with an import map that resolves its imports on the CDN.

import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { storage } from './storage.js';
import './workers.js';

const HELP = `# Ctrl-Space completes names.
# Ctrl-Enter (Mac: Cmd-Enter) runs the query.
# On the left: documentation, history,
# and an explorer that writes queries from clicks.

`;
const STARTER = '{\n  __typename\n}\n';

const container = document.getElementById('graphiql');
const { endpoint, starter } = container.dataset;

const page = createElement(
  GraphiQL,
  {
    fetcher: createGraphiQLFetcher({ url: endpoint, enableIncrementalDelivery: false }),
    plugins: [HISTORY_PLUGIN, explorerPlugin()],
    defaultQuery: HELP + (starter || STARTER),
    defaultEditorToolsVisibility: true,
    storage,
    // Headers carry tokens: they stay in memory, and the page offers no setting to store them.
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
  },
  createElement(GraphiQL.Logo, null, 'Relata'),
);
createRoot(container).render(page);
