// An app written with @slack/bolt, unchanged but for its base URL, and the people who use it. It
// listens over HTTP, or by Socket Mode where it is given an app-level token.
'use strict';

const { App, LogLevel } = require('@slack/bolt');
const { people, until, print } = require('./people.js');

const { base, token, appToken, signingSecret, appID, team, user, channel } = JSON.parse(process.argv[2]);
const seen = {};

const app = new App({
  token, signingSecret, logLevel: LogLevel.ERROR,
  ...(appToken ? { appToken, socketMode: true } : {}),
  clientOptions: { slackApiUrl: `${base}/api/` },
});

const text = (value) => ({ type: 'plain_text', text: value });

const note = {
  type: 'modal', callback_id: 'note', notify_on_close: true, title: text('Note'), submit: text('Save'),
  blocks: [
    { type: 'input', block_id: 'what', label: text('What'), element: { type: 'plain_text_input', action_id: 'text' } },
    { type: 'actions', block_id: 'more', elements: [{ type: 'external_select', action_id: 'tag' }] },
  ],
};

app.command('/note', async ({ command, ack, respond, client, say }) => {
  await ack(`noting ${command.text}`);
  await respond({ text: 'noted' });
  await say({ text: 'please approve', blocks: [
    { type: 'actions', elements: [{ type: 'button', action_id: 'approve', value: '7', text: text('Approve') }] },
  ] });
  await client.views.open({ trigger_id: command.trigger_id, view: note });
});

app.action('approve', async ({ action, ack, say, respond }) => {
  await ack();
  await say(`approved ${action.value}`);
  await respond({ replace_original: true, text: 'approved' });
});

app.action('tag', async ({ action, ack, body, client }) => {
  await ack();
  seen.tag = action.selected_option.value;
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: { ...note, title: text('Tagged') } });
});

app.options('tag', async ({ options, ack }) => {
  await ack({ options: [{ text: text(`${options.value} one`), value: 'one' }] });
});

app.view('note', async ({ ack, view, client, body }) => {
  const written = view.state.values.what.text.value;
  if (written === 'bad') {
    await ack({ response_action: 'errors', errors: { what: 'say something good' } });
    return;
  }
  await ack();
  seen.note = written;
  seen.title = view.title.text;
  await client.chat.postMessage({ channel: body.user.id, text: `noted ${written}` });
});

app.view({ callback_id: 'note', type: 'view_closed' }, async ({ ack, body }) => {
  await ack();
  seen.closed = body.is_cleared;
});

app.shortcut('new_note', async ({ shortcut, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: note });
});

app.event('app_mention', async ({ event, say }) => {
  await say({ text: `hello <@${event.user}>`, thread_ts: event.ts });
});

app.message('ping', async ({ say }) => {
  await say('pong');
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'section', text: text('welcome') }] } });
});

app.function('greet', async ({ inputs, client, complete, fail }) => { // a custom step of workflows
  if (inputs.name === 'nobody') {
    await fail({ error: 'nobody is there' });
    return;
  }
  await client.chat.postMessage({ channel, text: `step for ${inputs.name}` });
  await complete({ outputs: { greeting: `hello ${inputs.name}` } });
});

app.error(async (error) => {
  console.error(error);
  process.exit(1);
});

async function main() {
  const slack = people(base);
  const server = await app.start(0);
  if (!appToken) {
    const url = `http://127.0.0.1:${server.address().port}/slack/events`;
    await slack('request-url', { app: appID, url });
  }
  const said = async (wanted) => (await slack('messages')).messages.find((m) => m.text === wanted);
  const views = async () => (await slack('views')).views;
  const person = { team, user, app: appID };

  await slack('trigger', { ...person, command: '/note milk', channel });
  const modal = await until('the modal', async () => (await views())[0]);
  seen.options = (await slack('options', { view: modal.id, action: 'tag', value: 'the' })).options;
  await slack('trigger', { view: modal.id, action: 'tag', enter: 'one' });
  await until('the update', async () => (await views())[0].title.text === 'Tagged');
  seen.errors = (await slack(`views/${modal.id}`, { answer: 'submit', values: { text: 'bad' } })).errors;
  await slack(`views/${modal.id}`, { answer: 'submit', values: { text: 'good' } });
  await until('the note', () => said('noted good'));

  await slack('trigger', { ...person, action: 'approve' });
  await until('the approval', () => said('approved 7'));
  await until('the replacement', () => said('approved'));

  await slack('trigger', { ...person, shortcut: 'new_note' });
  const second = await until('the second modal', async () => (await views())[0]);
  await slack(`views/${second.id}`, { answer: 'close_all' });
  await until('the closing', () => seen.closed !== undefined);

  await slack('messages', { ...person, channel, text: 'are you there?', mention: true });
  await until('the greeting', () => said(`hello <@${user}>`));
  await slack('messages', { ...person, channel, text: 'ping' });
  await until('the pong', () => said('pong'));

  await slack('home', person);
  await until('the home tab', async () => (await views()).find((v) => v.type === 'home'));
  const ended = async () => (await slack('functions')).executions.filter((e) => e.status !== 'running');
  await slack('functions', { team, app: appID, callback_id: 'greet', inputs: { name: 'Ada' } });
  await until('the step', async () => (await ended()).length === 1);
  await slack('functions', { team, app: appID, callback_id: 'greet', inputs: { name: 'nobody' } });
  await until('the step that fails', async () => (await ended()).length === 2);
  seen.steps = (await ended()).map((e) => [e.status, e.outputs ? e.outputs.greeting : e.error]);

  if (appToken) { // Slack refreshes the connection, and the app opens another
    await slack('socket-mode', { app: appID, disconnect: 'refresh_requested' });
    await until('the new connection', async () => {
      try {
        await slack('trigger', { ...person, command: '/note again', channel });
        return true;
      } catch (error) {
        return false;
      }
    });
    await until('the answer of the new connection', () => said('noting again'));
  }
  await app.stop();
  return seen;
}

print(main());
