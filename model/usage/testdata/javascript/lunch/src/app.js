// Where shall we eat? client.chat.postMessage({}) is how we ask.
const { App } = require('@slack/bolt');
const { WebClient } = require('@slack/web-api');

const web = new WebClient(process.env.SLACK_TOKEN);
const app = new App({ token: process.env.SLACK_TOKEN });

/**
 * Posts the poll.
 * @example await web.chat.postEphemeral({ channel })
 */
app.command('/lunch', async ({ ack, body, client, say }) => {
  await ack();
  await say('Who is hungry?'); // want: chat.postMessage
  const { user } = await client.users.info({ user: body.user_id }); // want: users.info
  await client.chat.postMessage({ // want: chat.postMessage
    channel: body.channel_id,
    text: `Hello ${user.name}, client.pins.add({}) is text, ${(await client.team.info()).team.name} is not`, // want: team.info
  });
  await client
    .conversations // want: conversations.members
    .members({ channel: body.channel_id });
});

app.action(/vote['"]/, async ({ client, body }) => {
  await client.reactions.add({ name: 'plus1' }); // want: reactions.add
  await client?.views?.open({ trigger_id: body.trigger_id }); // want: views.open
  await app.client.chat.update({ ts: '1' }); // want: chat.update
  await web.apiCall('conversations.history', { channel: 'C1' }); // want: conversations.history
  for await (const page of web.paginate('users.list')) { // want: users.list
    console.log('users.list', page);
  }
  const upload = web.files.uploadV2.bind(web.files); // want: files.getUploadURLExternal files.completeUploadExternal
  await upload({ file: './menu.pdf' });
});

async function decoys(db, drive, octokit) {
  await db.users.list();
  await drive.files.list({ q: "name = 'menu'" });
  await octokit.users.info();
  web.chat.delete = jest.fn();
  expect(web.chat.postEphemeral).toHaveBeenCalled();
  const text = 'client.stars.list()';
  return { users: { list: text }, half: 10 / 2 / 1 };
}

const note = 1; /* await web.bookmarks.list() */ const after = web.bookmarks.add({}); // want: bookmarks.add
