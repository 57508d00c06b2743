// Uses the methods of today through @slack/web-api.
'use strict';

const { WebClient, LogLevel } = require('@slack/web-api');
const { people, print } = require('./people.js');

const { base, token, appToken, appID, team, user, channel } = JSON.parse(process.argv[2]);

async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return error.data && error.data.error;
  }
  return 'none';
}

async function main() {
  const slack = people(base);
  const options = { slackApiUrl: `${base}/api/`, logLevel: LogLevel.ERROR, retryConfig: { retries: 0 } };
  const web = new WebClient(token, options);
  const text = (value) => ({ type: 'plain_text', text: value });
  const modal = (title) => ({ type: 'modal', title: text(title), submit: text('OK'), blocks: [
    { type: 'actions', elements: [{ type: 'button', action_id: 'more', text: text('More') }] },
  ] });
  const trigger = async () => (await slack('trigger', { team, user, app: appID, command: '/x' })).trigger_id;
  const seen = { who: (await web.auth.test()).user_id };

  const posted = await web.chat.postMessage({ channel, text: 'one' });
  await web.chat.update({ channel: posted.channel, ts: posted.ts, text: 'two' });
  await web.reactions.add({ channel: posted.channel, timestamp: posted.ts, name: 'tada' });
  seen.history = (await web.conversations.history({ channel: posted.channel, limit: 1 })).messages.map((m) => m.text);

  const first = await trigger();
  const root = (await web.views.open({ trigger_id: first, view: modal('Root') })).view;
  seen.again = await refusal(web.views.open({ trigger_id: first, view: modal('Root') }));
  const click = await slack('trigger', { view: root.id, action: 'more' });
  const pushed = (await web.views.push({ trigger_id: click.trigger_id, view: modal('Above') })).view;
  seen.stack = [pushed.root_view_id === root.id, pushed.previous_view_id === root.id];
  const updated = (await web.views.update({ view_id: pushed.id, hash: pushed.hash, view: modal('Better') })).view;
  seen.title = updated.title.text;
  seen.conflict = await refusal(web.views.update({ view_id: pushed.id, hash: pushed.hash, view: modal('Late') }));
  seen.bad = await refusal(web.views.open({ trigger_id: await trigger(), view: { ...modal('a'.repeat(25)) } }));
  seen.home = (await web.views.publish({ user_id: user, view: { type: 'home', blocks: [] } })).view.type;

  const opened = await new WebClient(appToken, options).apps.connections.open({});
  seen.url = new URL(opened.url).protocol;
  seen.kind = await refusal(web.apps.connections.open({}));
  return seen;
}

print(main());
