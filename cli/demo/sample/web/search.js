// Finds the deployments that somebody remembers only a word of. It searches as
// that person, with the token that they gave the app.
import { WebClient } from "@slack/web-api";

export async function recall(token, word) {
  const person = new WebClient(token);
  const found = await person.search.messages({ query: `from:@deploybell ${word}` });
  return found.messages.matches;
}
