import { SlackFunction } from 'deno-slack-sdk/mod.ts';
import { SlackAPI } from 'deno-slack-api/mod.ts';

export default SlackFunction(MenuFunction, async ({ inputs, client, token }) => {
  const kept = await client.apps.datastore.get< // want: apps.datastore.get
    typeof MenuDatastore.definition
  >({ datastore: 'menu', id: inputs.day });
  const small = client.apps.datastore.put < kept.size && kept.size > (inputs.least);
  const mine = SlackAPI(token, {});
  const made = await mine.workflows.triggers.create({ type: 'scheduled' }); // want: workflows.triggers.create
  await mine.workflows.triggers.list({ is_owner: true }); // want: workflows.triggers.list
  return { outputs: { small, made } };
});
