// The address is somebody else's business here.
import { slackRequest } from './connection';

export async function serve(client, http, app, queue) {
  await slackRequest('/usergroups.users.list', { token: 1 }); // want: usergroups.users.list
  await client.post('/chat.postEphemeral', { token: 2 }); // want: chat.postEphemeral
  await http.post('/conversations.kick', { token: 3 }); // want: conversations.kick
  await client.httpClient.post('/chat.startStream', { token: 4 }); // want: chat.startStream
  await http.get('/users.list'); // want: users.list
  await client.get('/team.info'); // want: team.info
  app.post('/chat.update', queue);
  queue.get('/conversations.leave');
}
