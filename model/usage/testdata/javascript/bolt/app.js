import { App } from '@slack/bolt';
import * as handlers from './handlers';
const app = new App({ token: process.env.SLACK_BOT_TOKEN });
app.message('hi', handlers.hi);
app.command('/go', async ({ ack, command, client, respond }) => {
  await ack();
  await respond('x');
  await client.views.open({ trigger_id: command.trigger_id, view: {} }); // want: views.open
});
app.event('app_home_opened', async ({ event, client: c }) => {
  await c.views.publish({ user_id: event.user }); // want: views.publish
});
(async () => { await app.start(); const { client } = app; await client.auth.test(); })(); // want: auth.test
