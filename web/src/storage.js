// The browser's local storage, but without request headers, which carry tokens. GraphiQL keeps
// them out of its tabs; its history stores them whatever `shouldPersistHeaders` says.

const NAMESPACE = 'graphiql:';
const HISTORY = ['graphiql:queries', 'graphiql:favorites'];

const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(NAMESPACE));
const dropHeaders = (key, value) => (key === 'headers' ? undefined : value);

export const storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem(key, value) {
    const kept = HISTORY.includes(key) ? JSON.stringify(JSON.parse(value, dropHeaders)) : value;
    localStorage.setItem(key, kept);
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return ownKeys().length;
  },
};
