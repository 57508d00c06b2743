const superagent = require('superagent');
const { WebClient } = require('@slack/web-api');
const web = new WebClient(token);
async function a() {
  for await (const page of web.paginate('conversations.list', { limit: 20 })) {} // want: conversations.list
  await web.apiCall('team.info'); // want: team.info
  const { chat, views } = web;
  await chat.postMessage({}); // want: chat.postMessage
  await views.open({}); // want: views.open
  const postMessage = web.chat.postMessage.bind(web); // want: chat.postMessage
  const method = isThread ? web.conversations.replies : web.conversations.history; // want: conversations.replies conversations.history
  await method({ channel });
  await withRetry(() => web.users.info({ user })); // want: users.info
  const fns = [web.pins.add, web.pins.remove]; // want: pins.add pins.remove
  await Promise.all(channels.map(web.conversations.join)); // want: conversations.join
  await web.files.uploadV2({ channel_id }); // want: files.getUploadURLExternal files.completeUploadExternal
  await web.filesUploadV2({}); // want: files.getUploadURLExternal files.completeUploadExternal
}
