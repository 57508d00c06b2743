module.exports = async ({ ack, client, body }) => {
  await ack();
  await client.views.push({ trigger_id: body.trigger_id }); // want: views.push
  await client.chat.postMessage({ channel: body.user.id }); // want: chat.postMessage
  await client.users.list(); // want: users.list
};
