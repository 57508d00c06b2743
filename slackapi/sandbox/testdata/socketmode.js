// Uses @slack/socket-mode alone, as apps do that are not written with Bolt.
'use strict';

const { SocketModeClient, LogLevel } = require('@slack/socket-mode');
const { people, until, print } = require('./people.js');

const { base, appToken, appID, team, user, channel } = JSON.parse(process.argv[2]);

async function main() {
  const slack = people(base);
  const seen = { connected: 0 };
  const client = new SocketModeClient({ appToken, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: `${base}/api/` } });
  client.on('connected', () => { seen.connected += 1; });
  client.on('app_mention', async ({ ack, event, retry_num: retry, retry_reason: reason }) => {
    if (retry === 0) return; // so that it comes again
    seen.retry = { retry, reason, text: event.text };
    await ack();
  });
  client.on('slash_commands', async ({ ack, body, accepts_response_payload: accepts }) => {
    seen.command = `${body.command} ${body.text}`;
    seen.accepts = accepts;
    await ack({ text: 'pong' });
  });
  client.on('interactive', async ({ ack, body, accepts_response_payload: accepts }) => {
    seen.interactive = { type: body.type, accepts };
    await ack();
  });
  await client.start();
  await slack('trigger', { team, user, app: appID, command: '/ping now' });
  seen.answer = (await slack('messages')).messages.map((m) => `${m.via}: ${m.text}`);
  await slack('trigger', { team, user, app: appID, shortcut: 'ping' });
  await slack('messages', { team, user, app: appID, channel, text: 'hi', mention: true });
  await until('the retry', () => seen.retry);
  await client.disconnect();
  return seen;
}

print(main());
